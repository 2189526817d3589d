"use client";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { prepareChecks } from "#lib/client/evidence/check-thread.ts";
import { idleTask, nextTask } from "#lib/client/next-task.ts";
import type { CaseViewerProps } from "./case-viewer.tsx";
import { EvidenceUnread, EvidenceWaiting } from "./evidence-waiting.tsx";

const CaseViewer = dynamic(loadViewer, { ssr: false, loading: () => <EvidenceWaiting /> });

/** What reads answers first, then what shows them: tasks of their own, between which the page answers. */
async function loadViewer() {
  for (const load of [loadSchemas, () => import("#lib/evidence/words/result.ts")]) {
    await load();
    await nextTask();
  }
  return import("./case-viewer.tsx");
}

/** The library alone, then those of an answer. */
async function loadSchemas() {
  await import("#lib/client/evidence/schema-library.ts");
  await nextTask();
  await import("#lib/evidence/exchange.ts");
}

/** Fetches the evidence as it was filed and checks it in this browser; the checker is loaded only here. */
export function CaseEvidence(props: CaseViewerProps) {
  const { id } = props;
  const [got, setGot] = useState<Uint8Array | "failed" | undefined>(undefined);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    setGot(undefined);
    // Once the page itself has started: on a telephone the thread and the page would share a core.
    const fetched = idleTask().then(() => {
      signal.throwIfAborted();
      // While the evidence and what shows it are fetched, the thread that will check it starts.
      prepareChecks();
      return fetchBundle(id, attempt, signal);
    });
    fetched.then(setGot, () => signal.aborted || setGot("failed"));
    return () => abort.abort();
  }, [id, attempt]);
  if (got === "failed") return <EvidenceUnread onTryAgain={() => setAttempt(attempt + 1)} />;
  return (
    <div data-unsigned={props.verdict?.reason === "no-evidence" ? "" : undefined}>
      {got === undefined ? <EvidenceWaiting /> : <CaseViewer {...props} content={got} />}
    </div>
  );
}

/** A second attempt passes the browser's own copy by. */
async function fetchBundle(id: string, attempt: number, signal: AbortSignal): Promise<Uint8Array> {
  const answer = await fetch(`/api/v1/cases/${id}/bundle`, { signal, cache: attempt === 0 ? "default" : "reload" });
  if (!answer.ok) throw new Error(`The index answered ${answer.status}.`);
  return new Uint8Array(await answer.arrayBuffer());
}
