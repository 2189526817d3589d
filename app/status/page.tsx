import type { Metadata } from "next";
import { StatusList } from "#components/status/status-list.tsx";
import { statusRows, worstOf } from "#components/status/status-rows.ts";
import { Link } from "#components/ui/link.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { webContext } from "#lib/server/http/web-context.ts";
import { readStatus } from "#lib/server/services/service/read-status.ts";
import { ComputedFrom } from "../as-of.tsx";

export const metadata: Metadata = {
  title: "Status",
  description: "Whether this index signs, keeps its promises, and still stores what it signed.",
};

const LEADS = {
  fine: "Everything works as usual.",
  attention: "It works, but something wants a look.",
  failed: "Something is wrong; the row says what it means for you.",
} as const;

export default async function StatusPage() {
  const ctx = webContext();
  const status = await readStatus(ctx);
  const rows = statusRows(status, ctx.publicKeys.clock === "simulated");
  return (
    <>
      <PageHeading title="Status" lead={LEADS[worstOf(rows)]} />
      <div className="flex flex-col gap-6">
        <StatusList rows={rows} />
        <p className="max-w-prose text-muted text-sm">
          This is what the index says about itself. What others can check stands in <Link href="/log">the log</Link>.
          The same as data: <code className="font-mono">/api/v1/status</code>.
        </p>
        <ComputedFrom asOf={status.as_of} />
      </div>
    </>
  );
}
