import type { Metadata } from "next";
import { FailureItem } from "#components/market/failures/failure-item.tsx";
import { failuresTitle } from "#components/market/failures/failure-words.ts";
import { Alert } from "#components/ui/alert.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { webContext } from "#lib/server/http/web-context.ts";
import { listFailures } from "#lib/server/services/market/list-failures.ts";
import { isServiceError } from "#lib/server/services/service-error.ts";
import { ComputedFrom } from "../as-of.tsx";

export const metadata: Metadata = {
  title: "Failures",
  description: "Who failed or closed, which warnings the log held before, in its order, and what was at stake.",
};

type Params = { searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

export default async function FailuresPage({ searchParams }: Params) {
  const { cursor } = await searchParams;
  const { found, problem } = await read(typeof cursor === "string" ? cursor : undefined);
  const { data, page, as_of: asOf } = found;
  const now = Date.parse(asOf.time);
  return (
    <>
      <PageHeading
        title={cursor === undefined ? failuresTitle(data) : "Earlier failures"}
        lead="What the log held against each before, in its order: a rating is worth what it said in time."
      />
      <div className="flex flex-col gap-6">
        {problem === undefined ? null : <Alert title="There is no such page">{problem} The newest are shown.</Alert>}
        {data.length === 0 ? (
          <EmptyState title="Nothing has failed here so far">
            A provider stands here once it is silent for 14 days with an armed heartbeat, or announces that it closes.
            That nobody has says nothing of those who send no heartbeat. <Link href="/method">How ratings fared</Link>
          </EmptyState>
        ) : (
          <div>
            {data.map((failure) => (
              <FailureItem key={failure.id} failure={failure} now={now} />
            ))}
          </div>
        )}
        {page.next_cursor === null ? null : (
          <p>
            <ButtonLink href={`/failures?cursor=${encodeURIComponent(page.next_cursor)}`}>Earlier ones</ButtonLink>
          </p>
        )}
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}

async function read(cursor: string | undefined) {
  const ctx = webContext();
  try {
    return { found: await listFailures(ctx, { cursor }), problem: undefined };
  } catch (error) {
    if (!isServiceError(error) || !["malformed", "gone"].includes(error.code)) throw error;
    return { found: await listFailures(ctx, {}), problem: error.message };
  }
}
