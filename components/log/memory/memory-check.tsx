"use client";
import { Download } from "lucide-react";
import { useEffect } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { RetryAlert } from "#components/ui/retry-alert.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { forgetSiteLog } from "#lib/client/memory/compare-visit.ts";
import { compareNow, memoryReport } from "#lib/client/memory/memory-watch.ts";
import { saveFile } from "#lib/client/save-file.ts";
import { browserTexts } from "#lib/client/text-store.ts";
import type { Compared } from "#lib/client/verify/compare-log.ts";
import { alarmTitle } from "./alarm-panel.tsx";
import { useMemoryReport } from "./memory-alarm.tsx";
import { PastedCompare } from "./pasted-compare.tsx";

/** What the standing comparison found, and comparing with what somebody else saw. */
export default function MemoryCheck() {
  const report = useMemoryReport();
  useEffect(() => {
    // What this page has found already need not be asked again.
    if (memoryReport().kind !== "compared") void compareNow();
  }, []);
  return (
    <div className="flex flex-col gap-3">
      {report.kind === "waiting" ? <Skeleton className="h-10 w-full" /> : null}
      {report.kind === "offline" ? (
        <RetryAlert
          title="Offline: the log cannot be compared with what you saw before"
          onRetry={() => void compareNow()}
        />
      ) : null}
      {report.kind === "compared" ? <MemoryVerdict compared={report.compared} onForget={forget} /> : null}
      <PastedCompare />
    </div>
  );
}

function forget(): void {
  forgetSiteLog(browserTexts());
  void compareNow();
}

/** The comparison in words; a contradiction is an alarm with the evidence to keep. */
export function MemoryVerdict({
  compared,
  onForget,
}: {
  compared: Pick<Compared, "check" | "evidence">;
  onForget?: () => void;
}) {
  const { check, evidence } = compared;
  if (check.outcome === "fail") {
    const keep = (
      <>
        {evidence === undefined ? null : (
          <Button size="sm" onClick={() => saveFile(evidence.fileName, evidence.text)}>
            <Download aria-hidden />
            {evidence.isProof ? "Download the proof" : "Download the evidence"}
          </Button>
        )}
        {onForget === undefined ? null : (
          <Button size="sm" variant="quiet" onClick={onForget}>
            Forget what was seen, begin anew
          </Button>
        )}
      </>
    );
    return (
      <Alert live tone="failed" title={alarmTitle(compared)} actions={keep}>
        {check.detail}{" "}
        {evidence?.isProof
          ? "The proof was verified in this browser and convicts the log anywhere."
          : "Keep the evidence and compare it with other people's: it is signed."}
      </Alert>
    );
  }
  if (check.outcome === "pass") {
    return (
      <Alert live tone="verified" title="The log continues what this browser saw before">
        {check.detail}
      </Alert>
    );
  }
  return (
    <Alert live tone="info" title="Your first visit: this browser now remembers the log's key and size">
      From now on it demands at each visit that the log continues from here. {check.detail}
    </Alert>
  );
}
