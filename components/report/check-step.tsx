"use client";
import { useEffect, useState } from "react";
import { CheckGroups } from "#components/evidence/check-groups.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";
import { siteReader } from "#lib/client/evidence/api-reader.ts";
import { type CheckedBundle, checkInBrowser } from "#lib/client/evidence/check-in-browser.ts";
import type { LiveCheck } from "#lib/client/evidence/live-checks.ts";
import { type CompletedReport, completeReport } from "#lib/client/report/complete-report.ts";
import type { ReportState } from "#lib/client/report/use-report.ts";
import { gapSentence } from "#lib/evidence/words/gap-words.ts";
import { CheckOutcome } from "./check-outcome.tsx";

type Props = { bundle: Uint8Array; change: ReportState["change"] };

/** The fourteen checks live in this browser, what they say, and whether it can be filed. */
export function CheckStep(props: Props) {
  const [attempt, setAttempt] = useState(0);
  return <Attempt key={attempt} {...props} onAgain={() => setAttempt(attempt + 1)} />;
}

function Attempt({ bundle, change, onAgain }: Props & { onAgain: () => void }) {
  const [live, setLive] = useState<readonly LiveCheck[]>([]);
  const [checked, setChecked] = useState<{ found: CheckedBundle; whole: CompletedReport }>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    const stop = new AbortController();
    completeReport(bundle)
      .then(async (whole) => {
        stop.signal.throwIfAborted();
        const { bytes } = whole;
        const found = await checkInBrowser(bytes, { site: siteReader, onCheck: setLive, signal: stop.signal });
        setChecked({ found, whole });
      })
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setFailure(error instanceof Error ? error.message : "The checks did not run.");
      });
    return () => stop.abort();
  }, [bundle]);

  return (
    <section className="flex flex-col gap-5">
      <SectionHeading
        className="mb-0"
        lead="The same checks that the index will make. It is asked for public facts only: the key’s history, the rule, and whether the fault is known."
      >
        Checked in this browser
      </SectionHeading>
      <CheckGroups checks={live} {...(checked && { told: checked.found.told })} />
      {failure === undefined ? null : (
        <Alert
          live
          tone="attention"
          title="The checks did not come to an end"
          actions={
            <Button size="sm" onClick={onAgain}>
              Check again
            </Button>
          }
        >
          {failure} Your proof is still here.
        </Alert>
      )}
      {checked === undefined ? null : (
        <CheckOutcome
          checked={checked.found}
          bytes={checked.whole.bytes}
          lacks={gapSentence(checked.whole.gaps)}
          onGoOn={() => change((now) => ({ ...now, bundle: checked.whole.bytes, step: "file" }))}
        />
      )}
    </section>
  );
}
