"use client";
import { Download } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { PublishStatus } from "#components/publish/publish-status.tsx";
import { ReceiptDone } from "#components/publish/receipt-done.tsx";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { browserClock, browserRandom } from "#lib/client/platform.ts";
import { sealCaseFile } from "#lib/client/report/case-file.ts";
import { caseFileName, type OpenCase } from "#lib/client/report/case-key.ts";
import type { FiledReport as Filed, ReportDraft } from "#lib/client/report/report-draft.ts";
import type { ReportState } from "#lib/client/report/use-report.ts";
import { saveFile } from "#lib/client/save-file.ts";
import { type PublishState, usePublish } from "#lib/client/statements/use-publish.ts";
import { caseIdOf, type StatementHash } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { CaseProgress } from "./case-progress.tsx";
import { WaitingReport } from "./waiting-report.tsx";

/** After filing: one card, from the promise to the entry to what the machine found. */
export function FiledReport({
  filed,
  open,
  report,
}: {
  filed: Filed;
  /** While the page was not left since: the case file can be sealed anew, with the receipt. */
  open: OpenCase | undefined;
  report: ReportState;
}) {
  const { change, clear } = report;
  const { state, send } = usePublish();
  const wasSent = useRef(false);
  const isDue = useDue(filed.sendAt);
  useEffect(() => {
    if (wasSent.current || !isDue) return;
    wasSent.current = true;
    // Sent again after a reload, it is recorded once: the answer is what became of it.
    void send(filed.item);
  }, [send, filed.item, isDue]);
  const isRefused = state.phase === "refused";
  const backToPreview = () => change((now: ReportDraft) => ({ ...now, step: "file", filed: undefined }));
  if (!isDue && filed.sendAt !== undefined)
    return <WaitingReport sendAt={filed.sendAt} isKept={report.isKept} onBack={() => void backToPreview()} />;
  return (
    <div className="flex max-w-4xl flex-col gap-6">
      <SectionHeading className="mb-0">
        {state.phase === "recorded" ? "Your report is public" : isRefused ? "Not filed" : "Filing your report"}
      </SectionHeading>
      {state.phase === "recorded" ? (
        <>
          <ReceiptDone receipt={state.receipt} effect={state.effect} />
          {state.effect?.status === "void" ? null : <CaseProgress id={caseIdOf(filed.item.hash as StatementHash)} />}
        </>
      ) : state.phase === "sending" || state.phase === "idle" ? (
        <SkeletonText label="Sending the report" />
      ) : (
        <PublishStatus state={state} onSend={(item) => void send(item)} />
      )}
      {isRefused ? (
        <div>
          <Button onClick={() => void backToPreview()}>Back to the preview</Button>
        </div>
      ) : (
        <KeepFile filed={filed} open={open} state={state} />
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button variant="quiet" disabled={state.phase !== "recorded"} onClick={() => void clear()}>
          Report something else
        </Button>
        <span className="text-muted text-sm">Until then this browser remembers that you filed this report.</span>
      </div>
    </div>
  );
}

const LOOK_MS = 5_000;

/** Whether it is time to send: at once without a time, else as soon as the browser's clock is there. */
function useDue(sendAt: Instant | undefined): boolean {
  const [isDue, setDue] = useState(() => sendAt === undefined || browserClock() >= sendAt);
  useEffect(() => {
    if (sendAt === undefined || isDue) return;
    // Looked at now and then: a machine may sleep meanwhile, and the clock of a demonstration stands.
    const timer = setInterval(() => setDue(browserClock() >= sendAt), LOOK_MS);
    return () => clearInterval(timer);
  }, [sendAt, isDue]);
  return isDue;
}

/** The case file again: sealed anew with what came since, or as it was saved before. */
function KeepFile({ filed, open, state }: { filed: Filed; open: OpenCase | undefined; state: PublishState }) {
  const [isBusy, setBusy] = useState(false);
  const { item, sealed } = filed;
  if (sealed === undefined) return null;
  const proof =
    state.phase === "recorded"
      ? { receipt: state.receipt as unknown as JsonObject }
      : state.phase === "promised"
        ? { promise: state.promise }
        : undefined;
  const withProof = open !== undefined && proof !== undefined;
  const save = async () => {
    setBusy(true);
    const text = withProof
      ? await sealCaseFile({ ...open.file, ...proof }, open.passphrase, {
          subtle: crypto.subtle,
          random: browserRandom,
        })
      : sealed;
    saveFile(caseFileName(item.hash), text);
    setBusy(false);
  };
  return (
    <Panel title="Your case file" level={3}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button size="sm" busy={isBusy} onClick={() => void save()}>
          <Download aria-hidden />
          Save the case file again
        </Button>
        <p className="text-muted text-sm">
          {withProof
            ? `Now with the ${state.phase === "recorded" ? "receipt" : "promise"} in it, under the same passphrase.`
            : "As you saved it before filing."}
        </p>
      </div>
    </Panel>
  );
}
