"use client";
import { useEffect, useRef, useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { promiseStateNow } from "#lib/client/promises/promise-words.ts";
import { seekPromise } from "#lib/client/promises/seek-promise.ts";
import { findReceipt } from "#lib/client/statements/submit-statement.ts";
import { useNow } from "#lib/client/use-now.ts";
import { fetchPolicy } from "#lib/client/verify/fetch-fraud-proof.ts";
import type { ReceiptDocument } from "#lib/contract/statements.ts";
import { SECOND_MS } from "#lib/kernel/instant.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import type { InclusionPromise } from "#lib/log/promise.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import type { FileTrust } from "#lib/state/files/file-trust.ts";
import { verifyFile } from "#lib/state/files/verify-file.ts";
import { PromiseSearch, type Seeking } from "./promise-search.tsx";
import { type FoundReceipt, PromiseStanding } from "./promise-standing.tsx";

export type PromiseResultProps = {
  readonly source: Blob;
  readonly promise: InclusionPromise;
  /** Whether the index that serves this page gave it: only that one can be asked. */
  readonly isOwn: boolean;
  readonly logVkey: string | undefined;
  readonly trust: FileTrust;
};

/** Whether the receipt is the promised statement's, and holds by the reader's own trust. */
function judge(receipt: ReceiptDocument, { statementHash }: InclusionPromise, trust: FileTrust): FoundReceipt {
  const { ok, content } = verifyFile(canonicalBytes({ ...receipt }), trust);
  return { receipt, isSound: ok && content.kind === "receipt" && content.found.parsed?.hash === statementHash };
}

/** How the promise stands by the clock; what became of it, on request; and past its time the way to the proof. */
export function PromiseResult({ source, promise, isOwn, logVkey, trust }: PromiseResultProps) {
  const now = useNow(SECOND_MS);
  const [found, setFound] = useState<FoundReceipt | "none" | "asking" | undefined>(undefined);

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
  const isOverdue = typeof found !== "object" && promiseStateNow(promise, now) === "overdue";
  return (
    <div className="flex flex-col gap-4">
      <PromiseStanding promise={promise} now={now} found={found} onAsk={() => void ask()} />
      {isOverdue ? <Proving source={source} logVkey={logVkey} policy={trust.policy} /> : null}
    </div>
  );
}

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
  return (
    <PromiseSearch seeking={seeking} whose={whose} onRun={() => void run()} onStop={() => abort.current?.abort()} />
  );
}
