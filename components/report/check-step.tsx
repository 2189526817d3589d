"use client";
import { useEffect, useState } from "react";
import { CheckGroups } from "#components/evidence/check-groups.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";
import { siteReader } from "#lib/client/evidence/api-reader.ts";
import { type CheckedBundle, checkInBrowser } from "#lib/client/evidence/check-in-browser.ts";
import type { LiveCheck } from "#lib/client/evidence/live-checks.ts";
import { browserClock } from "#lib/client/platform.ts";
import { type CompletedReport, completeReport } from "#lib/client/report/complete-report.ts";
import type { ReportState } from "#lib/client/report/use-report.ts";
import { encodeBundle } from "#lib/evidence/bundle/bundle.ts";
import { sayEnded } from "#lib/evidence/bundle/secrets.ts";
import { gapSentence } from "#lib/evidence/words/gap-words.ts";
import { SECOND_MS } from "#lib/kernel/instant.ts";
import { CheckOutcome } from "./check-outcome.tsx";

type Props = { bundle: Uint8Array; change: ReportState["change"] };

/** The fourteen checks live in this browser, what they say, and whether it can be filed. */
export function CheckStep(props: Props) {
  const [attempt, setAttempt] = useState(0);
  return <Attempt key={attempt} {...props} onAgain={() => setAttempt(attempt + 1)} />;
}

/** Checked again, saying which tokens have ended since the log had the answer, where the bundle is judged by that earlier time. */
async function checked(bytes: Uint8Array, onCheck: (live: readonly LiveCheck[]) => void, signal: AbortSignal) {
  const found = await checkInBrowser(bytes, { site: siteReader, onCheck, signal });
  const { bundle, t } = found.finding;
  if (bundle === undefined) return { found, bytes };
  const said = sayEnded(bundle, Math.floor(t / SECOND_MS), Math.floor(browserClock() / SECOND_MS));
  if (said === bundle) return { found, bytes };
  const again = encodeBundle(said);
  return { found: await checkInBrowser(again, { site: siteReader, onCheck, signal }), bytes: again };
}

function Attempt({ bundle, change, onAgain }: Props & { onAgain: () => void }) {
  const [live, setLive] = useState<readonly LiveCheck[]>([]);
  const [result, setResult] = useState<{ found: CheckedBundle; whole: CompletedReport }>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    const stop = new AbortController();
    completeReport(bundle)
      .then(async (whole) => {
        stop.signal.throwIfAborted();
        const { found, bytes } = await checked(whole.bytes, setLive, stop.signal);
        setResult({ found, whole: { ...whole, bytes } });
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
      <CheckGroups checks={live} {...(result && { told: result.found.told })} />
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
      {result === undefined ? null : (
        <CheckOutcome
          checked={result.found}
          bytes={result.whole.bytes}
          lacks={gapSentence(result.whole.gaps)}
          onGoOn={() => change((now) => ({ ...now, bundle: result.whole.bytes, step: "file" }))}
          onSay={(said) => {
            void change((now) => ({ ...now, bundle: said }));
            onAgain();
          }}
        />
      )}
    </section>
  );
}
