"use client";
import { useMutation } from "@tanstack/react-query";
import { CircleCheck, CircleHelp, CircleX, Dices } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { siteReader } from "#lib/client/evidence/api-reader.ts";
import { checkInBrowser } from "#lib/client/evidence/check-in-browser.ts";
import { browserRandom } from "#lib/client/platform.ts";
import { requestJson } from "#lib/client/request-json.ts";
import type { CaseView } from "#lib/contract/cases.ts";
import { SUSPICIOUS_PROVIDERS } from "#lib/evidence/checks/facts.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";

export type Audited = {
  readonly case: string;
  readonly said: string;
  readonly found: string;
  readonly agrees: boolean | null;
};

/** Runs one verdict of the week again, in this browser: which one, the dice say. */
export function AuditOne({ cases }: { cases: readonly string[] }) {
  const audit = useMutation({ mutationFn: () => auditOne(cases) });
  if (cases.length === 0) return null;
  return (
    <>
      <Button size="sm" busy={audit.isPending} onClick={() => audit.mutate()}>
        <Dices aria-hidden />
        Audit one
      </Button>
      <span role="status" className="text-sm">
        {audit.isPending ? "Running one case again in this browser…" : null}
        {audit.data === undefined || audit.isPending ? null : <AuditResult audited={audit.data} />}
        {audit.error === null ? null : `It could not be run: ${audit.error.message}`}
      </span>
    </>
  );
}

export function AuditResult({ audited }: { audited: Audited }) {
  const { agrees, said, found } = audited;
  const [Icon, ink] =
    agrees === null
      ? [CircleHelp, "text-attention"]
      : agrees
        ? [CircleCheck, "text-verified"]
        : [CircleX, "text-failed"];
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <Icon aria-hidden className={`size-4 ${ink}`} />
      <span className={ink}>
        {agrees === null ? "Cannot check" : agrees ? `Agrees: ${said}` : `Differs: it said ${said}, here ${found}`}
      </span>
      <Link look="quiet" href={`/cases/${audited.case}`}>
        The case
      </Link>
    </span>
  );
}

async function auditOne(cases: readonly string[]): Promise<Audited> {
  const [low = 0, high = 0] = browserRandom(2);
  const id = cases[(low + 256 * high) % cases.length] ?? "";
  const { data } = (await requestJson<{ data: CaseView }>(`/api/v1/cases/${id}`)).data;
  const said = data.verdict ?? "nothing";
  if (data.bundle.withheld) return { case: id, said, found: "withheld", agrees: null };
  const bytes = await siteReader.bytes(`/api/v1/cases/${id}/bundle`);
  if (bytes === undefined) return { case: id, said, found: "withheld", agrees: null };
  const isSuspected = data.verdict_statement?.checks.some(({ reason }) => reason === "definition-suspected") === true;
  const { finding } = await checkInBrowser(bytes, {
    site: siteReader,
    filed: {
      filed: { index: data.filed_in as EntryIndex, at: asInstant(Date.parse(data.filed_at)) },
      earlier: data.joined_to,
      similar: isSuspected ? SUSPICIOUS_PROVIDERS : 0,
    },
  });
  const { verdict: found } = finding;
  const reason = "reason" in found ? found.reason : null;
  const agrees = found.verdict === said && reason === (data.verdict_statement === null ? null : data.reason);
  return { case: id, said, found: found.verdict, agrees: found.verdict === "open" ? null : agrees };
}
