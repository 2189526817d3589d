"use client";
import { useEffect, useRef, useState } from "react";
import { ReceiptActions } from "#components/log/proof/receipt-actions.tsx";
import { Alert, type AlertTone } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { momentWords, promiseStateNow } from "#lib/client/promises/promise-words.ts";
import { type SeekAnswer, seekPromise } from "#lib/client/promises/seek-promise.ts";
import { findReceipt } from "#lib/client/statements/submit-statement.ts";
import { useNow } from "#lib/client/use-now.ts";
import { fetchPolicy } from "#lib/client/verify/fetch-fraud-proof.ts";
import type { ReceiptDocument } from "#lib/contract/statements.ts";
import { SECOND_MS } from "#lib/kernel/instant.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import type { InclusionPromise, PromiseState } from "#lib/log/promise.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import type { FileTrust } from "#lib/state/files/file-trust.ts";
import { verifyFile } from "#lib/state/files/verify-file.ts";
import { UnmetProof } from "./unmet-proof.tsx";

export type PromiseResultProps = {
  readonly source: Blob;
  readonly promise: InclusionPromise;
  /** Whether the index that serves this page gave it: only that one can be asked. */
  readonly isOwn: boolean;
  readonly logVkey: string | undefined;
  readonly trust: FileTrust;
};

type Found = { readonly receipt: ReceiptDocument; readonly isSound: boolean };

/** Whether the receipt is the promised statement's, and holds by the reader's own trust. */
function judge(receipt: ReceiptDocument, { statementHash }: InclusionPromise, trust: FileTrust): Found {
  const { ok, content } = verifyFile(canonicalBytes({ ...receipt }), trust);
  return { receipt, isSound: ok && content.kind === "receipt" && content.found.parsed?.hash === statementHash };
}

/** How the promise stands by the clock; what became of it, on request; and past its time the way to the proof. */
export function PromiseResult({ source, promise, isOwn, logVkey, trust }: PromiseResultProps) {
  const now = useNow(SECOND_MS);
  const [found, setFound] = useState<Found | "none" | "asking" | undefined>(undefined);

  const ask = async () => {
    setFound("asking");
    const answer = await findReceipt(promise.statementHash);
    setFound(answer === undefined ? "none" : judge(answer.receipt, promise, trust));
  };

  if (!isOwn) {
    return (
      <Alert title="Another index gave it">
        Open its own page to verify, or ask it from a terminal: <code>touchstone promises check</code>.
      </Alert>
    );
  }
  if (now === undefined) return null;
  if (typeof found === "object") return <Kept found={found} />;
  const due = momentWords(promise.includeBySeconds * SECOND_MS, now);
  const end = momentWords(promise.hardBySeconds * SECOND_MS, now);
  const state = promiseStateNow(promise, now);
  const words: Record<PromiseState, { tone: AlertTone; title: string; says: string }> = {
    waiting: { tone: "info", title: `It should be public by ${due}.`, says: "Until then there is nothing to object." },
    late: {
      tone: "attention",
      title: `It should have been public by ${due}.`,
      says: `If it is still not public by ${end}, come back with this file: it then proves that the index hid it.`,
    },
    overdue: {
      tone: "failed",
      title: `Overdue: the last moment was ${end}.`,
      says: "To prove that it is hidden, this browser reads the whole log up to a head that watchers saw since.",
    },
  };
  const { tone, title, says } = words[state];
  return (
    <div className="flex flex-col gap-4">
      <Alert
        live
        tone={found === "none" ? tone : state === "waiting" ? "info" : "attention"}
        title={found === "none" ? `${title} The index gives no receipt.` : title}
        actions={
          <Button size="sm" busy={found === "asking"} onClick={() => void ask()}>
            Ask for the receipt
          </Button>
        }
      >
        {says} Asking tells this index which statement it is about.
      </Alert>
      {state === "overdue" ? <Proving source={source} logVkey={logVkey} policy={trust.policy} /> : null}
    </div>
  );
}

function Kept({ found: { receipt, isSound } }: { found: Found }) {
  if (!isSound) {
    return (
      <Alert live tone="failed" title="The index gives a receipt that does not hold">
        It is another statement's, or its checks fail. Keep the promise.
      </Alert>
    );
  }
  const index = receipt.index.toLocaleString("en");
  return (
    <Alert
      live
      tone="verified"
      title={`Kept: published as entry ${index}.`}
      actions={<ReceiptActions receipt={receipt} />}
    >
      The receipt was checked in this browser. It takes the place of the promise.
    </Alert>
  );
}

type Seeking =
  | { readonly phase: "idle" | "running"; readonly done?: number; readonly of?: number }
  | { readonly phase: "trouble"; readonly words: string }
  | { readonly phase: "done"; readonly answer: SeekAnswer };

function Proving({
  source,
  logVkey,
  policy,
}: {
  source: Blob;
  logVkey: string | undefined;
  policy: WitnessPolicy | undefined;
}) {
  const [seeking, setSeeking] = useState<Seeking>({ phase: "idle" });
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);

  const run = async () => {
    abort.current = new AbortController();
    const { signal } = abort.current;
    setSeeking({ phase: "running" });
    try {
      const whose = policy ?? (await fetchPolicy());
      if (whose === undefined || logVkey === undefined) throw new Error("The log's key or policy is not known.");
      const onProgress = (done: number, of: number) => setSeeking({ phase: "running", done, of });
      const note = `${(await source.text()).trimEnd()}\n`;
      const answer = await seekPromise({ promise: note, logVkey, policy: whose }, { signal, onProgress });
      setSeeking({ phase: "done", answer });
    } catch (error) {
      if (signal.aborted) setSeeking({ phase: "idle" });
      else setSeeking({ phase: "trouble", words: error instanceof Error ? error.message : String(error) });
    }
  };

  const whose =
    policy === undefined
      ? "Judged by the watchers that this index names. Only your own choice of watchers counts: paste a policy to use yours."
      : "Judged by the watchers of the policy that you gave.";
  switch (seeking.phase) {
    case "idle":
      return (
        <div className="flex flex-col items-start gap-2">
          <Button variant="primary" onClick={() => void run()}>
            Build the proof
          </Button>
          <p className="text-muted text-sm">{whose}</p>
        </div>
      );
    case "running": {
      const { done = 0, of } = seeking;
      const detail =
        of === undefined ? undefined : `${done.toLocaleString("en")} of ${of.toLocaleString("en")} entries`;
      return (
        <div className="flex flex-col items-start gap-3">
          <div className="w-full">
            <Progress
              label="Reading the log"
              {...(of === undefined ? {} : { value: done, max: Math.max(1, of) })}
              detail={detail}
            />
          </div>
          <Button onClick={() => abort.current?.abort()}>Stop</Button>
        </div>
      );
    }
    case "trouble":
      return (
        <Alert
          live
          tone="attention"
          title="The log could not be read to its end"
          actions={
            <Button size="sm" onClick={() => void run()}>
              Try again
            </Button>
          }
        >
          {seeking.words}
        </Alert>
      );
    case "done":
      return <UnmetProof answer={seeking.answer} whose={whose} onAgain={() => void run()} />;
  }
}
