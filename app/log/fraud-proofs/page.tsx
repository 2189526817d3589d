import { ShieldQuestion } from "lucide-react";
import type { Metadata } from "next";
import { FraudTable } from "#components/fraud/fraud-table.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Link } from "#components/ui/link.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { PageHeading, SectionHeading } from "#components/ui/section-heading.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { webContext } from "#lib/server/http/web-context.ts";
import { listFraudProofs } from "#lib/server/services/fraud/list-fraud-proofs.ts";
import { ComputedFrom } from "../../as-of.tsx";

export const metadata: Metadata = {
  title: "Proofs of fraud",
  description: "Files that convict a log, this one included, as they were handed in and verified here.",
};

const ROWS = 25;

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function FraudProofsPage({ searchParams }: { searchParams: Search }) {
  const { cursor } = await searchParams;
  const ctx = webContext();
  const { data, page, as_of } = await listFraudProofs(ctx, {
    limit: ROWS,
    cursor: typeof cursor === "string" && cursor !== "" ? cursor : undefined,
  });
  return (
    <>
      <PageHeading
        eyebrow={<Breadcrumbs crumbs={[{ text: "Log", href: "/log" }, { text: "Proofs of fraud" }]} />}
        title="Proofs of fraud"
        lead="Files that convict a log by themselves. Those against this index are taken, recorded and shown like any other."
      />
      <div className="flex flex-col gap-8">
        {data.length === 0 ? (
          <EmptyState icon={<ShieldQuestion />} title="None has been handed in">
            That is what this index says of itself. Your own records and the command line can tell you more.
          </EmptyState>
        ) : (
          <section aria-label="Proofs">
            <FraudTable proofs={data} own={ctx.origin} now={Date.parse(as_of.time)} />
            <Pagination
              label="Pages of proofs"
              summary={`${data.length.toLocaleString("en")} shown, newest first`}
              previousHref={cursor === undefined ? undefined : "/log/fraud-proofs"}
              previousText="Newest"
              nextHref={
                page.next_cursor === null
                  ? undefined
                  : `/log/fraud-proofs?cursor=${encodeURIComponent(page.next_cursor)}`
              }
            />
          </section>
        )}
        <section className="flex max-w-prose flex-col gap-3">
          <SectionHeading
            id="hand-in"
            lead="Anyone may, without an account. It is verified, kept for ever, and recorded in the log within a minute while this index signs."
          >
            Hand one in
          </SectionHeading>
          <CodeBlock
            label="From a terminal"
            text={`curl -H 'content-type: application/json' --data-binary @my.fraud.json ${ctx.webOrigin}/api/v1/fraud-proofs`}
          />
          <p className="text-muted text-sm">
            Give it to others as well: a copy that the accused holds is the one copy that may go missing.{" "}
            <Link href="/docs/protocol/fraud-proofs">What convicts a log, and how it is checked</Link>.{" "}
            <Link href="/log?kind=fraud.proof#entries">Accusations in the log</Link>, also those that this index could
            not judge.
          </p>
        </section>
        <ComputedFrom asOf={as_of} />
      </div>
    </>
  );
}
