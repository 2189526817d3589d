import type { Metadata } from "next";
import { CaseFilter } from "#components/case/case-filter.tsx";
import { CaseTable } from "#components/case/case-table.tsx";
import { EvidenceFiguresRow } from "#components/case/evidence-figures.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { CASE_ENDPOINTS } from "#lib/contract/endpoints/cases.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { countEvidence } from "#lib/server/services/case/count-evidence.ts";
import { listCases } from "#lib/server/services/case/list-cases.ts";
import { ComputedFrom } from "../as-of.tsx";

export const metadata: Metadata = {
  title: "Cases",
  description: "What was reported of providers, with the evidence, and what machines found when they checked it.",
};

/** A screen or two; older cases are a page further. */
const ROWS = 25;

type Search = Promise<Record<string, string | string[] | undefined>>;

/** A filter that is none is left out, as everywhere in this site's addresses. */
function choiceOf(search: Awaited<Search>) {
  const { state, claim, provider, definition } = CASE_ENDPOINTS.listCases.query.shape;
  return {
    state: state.safeParse(search.state).data,
    claim: claim.safeParse(search.claim).data,
    provider: provider.safeParse(search.provider).data,
    definition: definition.safeParse(search.definition).data,
  };
}

export default async function CasesPage({ searchParams }: { searchParams: Search }) {
  const search = await searchParams;
  const choice = choiceOf(search);
  const cursor = typeof search.cursor === "string" ? search.cursor : undefined;
  const ctx = webContext();
  const [list, figures] = await Promise.all([listCases(ctx, { ...choice, cursor, limit: ROWS }), countEvidence(ctx)]);
  const now = Date.parse(list.as_of.time);
  const isFiltered = Object.values(choice).some((value) => value !== undefined);
  return (
    <>
      <PageHeading
        title="Cases"
        lead="What was reported of providers, with the evidence. Machines check it first; your browser can check it again."
      />
      <div className="flex flex-col gap-6">
        {figures.data.reports === 0 ? (
          <EmptyState
            title="Nothing has been reported yet"
            action={<ButtonLink href="/docs/how-to/catch-a-liar">How a lie is caught</ButtonLink>}
          >
            Here each report will stand with its evidence, what the checks gave, and what becomes of it.
          </EmptyState>
        ) : (
          <>
            <EvidenceFiguresRow figures={figures.data} />
            <p className="-mt-2 text-sm">
              <Link href="/cases/figures">How fast, by whom and how alike cases are decided</Link>
            </p>
            <CaseFilter {...choice} />
            {list.data.length === 0 ? (
              <EmptyState title="No case is so">
                {isFiltered ? (
                  <>
                    Nothing was filed that fits. <Link href="/cases">Show all cases</Link>
                  </>
                ) : (
                  "This page lies behind the last case."
                )}
              </EmptyState>
            ) : (
              <CaseTable cases={list.data} now={now} caption="Cases, newest first" />
            )}
            <Pagination
              summary={`${figures.data.reports.toLocaleString("en")} ${figures.data.reports === 1 ? "report" : "reports"} in all, newest first`}
              previousHref={cursor === undefined ? undefined : pageHref(choice)}
              nextHref={list.page.next_cursor === null ? undefined : pageHref(choice, list.page.next_cursor)}
              previousText="Newest"
            />
          </>
        )}
        <ComputedFrom asOf={list.as_of} />
      </div>
    </>
  );
}

function pageHref(choice: Readonly<Record<string, string | undefined>>, cursor?: string): string {
  const given = Object.entries({ ...choice, cursor }).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const query = new URLSearchParams(given);
  return query.size === 0 ? "/cases" : `/cases?${query}`;
}
