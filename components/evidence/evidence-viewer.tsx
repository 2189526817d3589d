"use client";
import { startTransition, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { RetryAlert } from "#components/ui/retry-alert.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { ApiReader } from "#lib/client/evidence/api-reader.ts";
import { type CheckedBundle, checkInBrowser } from "#lib/client/evidence/check-in-browser.ts";
import { type LiveCheck, liveChecks } from "#lib/client/evidence/live-checks.ts";
import type { FiledFacts } from "#lib/client/evidence/site-facts.ts";
import { CheckGroups } from "./check-groups.tsx";
import { checkRowsOf } from "./check-rows.tsx";
import { EvidenceFinding } from "./evidence-finding.tsx";
import { FINDING_ROOM } from "./finding-room.ts";
import type { LoggedVerdict } from "./words.ts";

export type ViewerFacts = {
  /** Asked about key, rule and cases; left out: nothing leaves this browser. */
  readonly site?: ApiReader;
  readonly filed?: FiledFacts;
  readonly logVkey?: string | undefined;
};

type Running = { readonly live: readonly LiveCheck[]; readonly done?: CheckedBundle; readonly trouble?: string };

type ViewerProps = {
  bytes: Uint8Array;
  facts?: ViewerFacts;
  verdict?: LoggedVerdict | undefined;
  providerName?: string;
  onChecked?: (checked: CheckedBundle) => void;
};

/** Checks a bundle in this browser, step by step, and shows what it holds. `facts` and `bytes` are to be kept by identity. */
export function EvidenceViewer(props: ViewerProps) {
  const [attempt, setAttempt] = useState(0);
  return <Attempt key={attempt} {...props} onAgain={() => setAttempt(attempt + 1)} />;
}

function Attempt({
  bytes,
  facts = NO_FACTS,
  verdict,
  providerName,
  onChecked,
  onAgain,
}: ViewerProps & { onAgain: () => void }) {
  const [running, setRunning] = useState<Running>({ live: liveChecks([]) });
  const abort = useRef<AbortController>(undefined);
  const told = useRef(onChecked);
  told.current = onChecked;

  useEffect(() => {
    const own = new AbortController();
    abort.current = own;
    const options = { ...facts, signal: own.signal };
    const onCheck = (live: readonly LiveCheck[]) => own.signal.aborted || setRunning({ live });
    checkInBrowser(bytes, { ...options, onCheck }).then(
      (done) => {
        if (own.signal.aborted) return;
        // Much to draw at once: in parts, between which the page answers.
        startTransition(() => setRunning({ live: liveChecks(done.finding.checks), done }));
        told.current?.(done);
      },
      (error) => setRunning(({ live }) => ({ live, trouble: troubleOf(error, own.signal) })),
    );
    return () => own.abort(LEFT);
  }, [bytes, facts]);

  const { live, done, trouble } = running;
  const checkRows = useMemo(() => done && checkRowsOf(done.finding, bytes.length), [done, bytes]);
  return (
    <div className="flex flex-col gap-6">
      <div className={cx("flex flex-col gap-4", FINDING_ROOM)}>
        {done === undefined ? (
          <Progress trouble={trouble} onStop={() => abort.current?.abort()} onAgain={onAgain} />
        ) : (
          <EvidenceFinding checked={done} verdict={verdict} providerName={providerName} part="head" />
        )}
      </div>
      <CheckGroups
        checks={live}
        {...(done && { told: done.told })}
        {...(checkRows && { rows: checkRows })}
        label="Checks of the evidence"
      />
      {done === undefined ? null : (
        <EvidenceFinding checked={done} verdict={verdict} providerName={providerName} part="panes" />
      )}
    </div>
  );
}

const NO_FACTS: ViewerFacts = {};
const LEFT = "left";

function troubleOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return "Stopped.";
  return error instanceof Error ? error.message : String(error);
}

function Progress({
  trouble,
  onStop,
  onAgain,
}: {
  trouble: string | undefined;
  onStop: () => void;
  onAgain: () => void;
}) {
  if (trouble === undefined)
    return (
      <>
        <div className="flex items-center justify-between gap-3">
          <p role="status" className="text-lg">
            Checking in this browser…
          </p>
          <Button size="sm" onClick={onStop}>
            Stop
          </Button>
        </div>
        <Skeleton className="flex-1" />
      </>
    );
  return (
    <RetryAlert title="The checks did not come to an end." again="Check again" onRetry={onAgain}>
      <bdi>{trouble}</bdi>
    </RetryAlert>
  );
}
