import type { Metadata } from "next";
import { type DefinitionChoice, DefinitionFilter } from "#components/definition/definition-filter.tsx";
import { KIND_SENTENCES } from "#components/definition/definition-words.ts";
import { DefinitionList } from "#components/provider/definition-list.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { webContext } from "#lib/server/http/web-context.ts";
import { findDefinitions } from "#lib/server/services/definition/find-definitions.ts";
import { withSuspicions } from "#lib/server/services/definition/read-suspicions.ts";
import type { DefinitionKind } from "#lib/statement/definition.ts";
import { ComputedFrom } from "../as-of.tsx";

export const metadata: Metadata = {
  title: "Definitions",
  description: "What providers published as right answers of their services, so that a wrong one can be proven.",
};

/** A screen or two; more are a page further. */
const ROWS = 25;
const MOST_PAGES = 10_000;

type Search = Record<string, string | string[] | undefined>;
type Asked = DefinitionChoice & { readonly page: number };

/** What is no word of the form counts for nothing. */
function askedIn(search: Search): Asked {
  const text = (name: string) => (typeof search[name] === "string" ? search[name] : "");
  const kind = (Object.keys(KIND_SENTENCES) as DefinitionKind[]).find((one) => one === text("kind"));
  const page = /^[1-9]\d{0,4}$/.test(text("page")) ? Math.min(Number(text("page")), MOST_PAGES) : 1;
  const name = text("name").replaceAll("\0", "").slice(0, 100).trim();
  return { name, kind, order: text("order") === "name" ? "name" : "newest", page };
}

function pageHref({ name, kind, order, page }: Asked): string {
  const query = new URLSearchParams({
    ...(name !== "" && { name }),
    ...(kind && { kind }),
    ...(order === "name" && { order }),
    ...(page > 1 && { page: `${page}` }),
  });
  return query.size === 0 ? "/definitions" : `/definitions?${query}`;
}

const ORDER_WORDS = { newest: "Newest first", name: "By name" };

export default async function DefinitionsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const asked = askedIn(await searchParams);
  const { page, order, ...filter } = asked;
  const isFiltered = filter.name !== "" || filter.kind !== undefined;
  const ctx = webContext();
  const { forms, hasMore, asOf } = await findDefinitions(ctx, asked, ROWS);
  const rows = await withSuspicions(ctx, forms, asOf);
  const isBare = rows.length === 0 && !isFiltered && page === 1;
  return (
    <>
      <PageHeading
        title="Definitions"
        lead="What providers published as right answers of their services, so that a wrong one can be proven."
      />
      <div className="flex flex-col gap-6">
        {isBare ? null : <DefinitionFilter {...filter} order={order} />}
        {isBare ? (
          <EmptyState
            title="Nothing has been defined yet"
            action={<ButtonLink href="/docs/how-to/define-a-service">How a service is defined</ButtonLink>}
          >
            Here each rule will stand with its code, its versions, and whether its own tests come out as it says.
          </EmptyState>
        ) : rows.length === 0 ? (
          <EmptyState
            title={page === 1 ? "No definition is like that" : "This page lies behind the last definition"}
            action={<ButtonLink href="/definitions">All definitions</ButtonLink>}
          >
            {page === 1
              ? "Take a shorter part of the name, or every kind."
              : "The list has become shorter, or never was so long."}
          </EmptyState>
        ) : (
          <>
            <DefinitionList
              rows={rows}
              now={Date.parse(asOf.time)}
              caption={order === "name" ? "Definitions, by name" : "Definitions, the newest first"}
            />
            {page === 1 && !hasMore ? null : (
              <Pagination
                summary={ORDER_WORDS[order]}
                previousHref={page === 1 ? undefined : pageHref({ ...asked, page: page - 1 })}
                nextHref={hasMore ? pageHref({ ...asked, page: page + 1 }) : undefined}
                previousText="Back"
                nextText="More"
              />
            )}
          </>
        )}
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}
