import type { Metadata } from "next";
import { DefinitionList } from "#components/provider/definition-list.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { webContext } from "#lib/server/http/web-context.ts";
import { listDefinitions } from "#lib/server/services/definition/list-definitions.ts";
import { withSuspicions } from "#lib/server/services/definition/read-suspicions.ts";
import { ComputedFrom } from "../as-of.tsx";

export const metadata: Metadata = {
  title: "Definitions",
  description: "What providers published as right answers of their services, so that a wrong one can be proven.",
};

/** A screen or two; more are a page further. */
const ROWS = 25;

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function DefinitionsPage({ searchParams }: { searchParams: Search }) {
  const search = await searchParams;
  const cursor = typeof search.cursor === "string" ? search.cursor : undefined;
  const ctx = webContext();
  const { data, page, as_of: asOf } = await listDefinitions(ctx, { cursor, limit: ROWS });
  const rows = await withSuspicions(
    ctx,
    data.map(({ form }) => form),
    asOf,
  );
  return (
    <>
      <PageHeading
        title="Definitions"
        lead="What providers published as right answers of their services, so that a wrong one can be proven."
      />
      <div className="flex flex-col gap-6">
        {rows.length === 0 ? (
          <EmptyState
            title={cursor === undefined ? "Nothing has been defined yet" : "This page lies behind the last definition"}
            action={<ButtonLink href="/docs/how-to/define-a-service">How a service is defined</ButtonLink>}
          >
            Here each rule will stand with its code, its versions, and whether its own tests come out as it says.
          </EmptyState>
        ) : (
          <DefinitionList rows={rows} now={Date.parse(asOf.time)} caption="Definitions, in the order of their ids" />
        )}
        {rows.length === 0 && cursor === undefined ? null : (
          <Pagination
            summary="In the order of their ids"
            previousHref={cursor === undefined ? undefined : "/definitions"}
            nextHref={
              page.next_cursor === null ? undefined : `/definitions?cursor=${encodeURIComponent(page.next_cursor)}`
            }
            previousText="First"
            nextText="More"
          />
        )}
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}
