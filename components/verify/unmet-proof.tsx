"use client";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { RetryAlert } from "#components/ui/retry-alert.tsx";
import { type HandedIn, handInProof } from "#lib/client/promises/hand-in-proof.ts";
import type { SeekAnswer } from "#lib/client/promises/seek-promise.ts";
import { saveFile } from "#lib/client/save-file.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";

/** How the search for a promised statement ended: the proof with what to do with it, or why there is none. */
export function UnmetProof({
  answer,
  whose,
  onAgain,
}: {
  answer: SeekAnswer;
  /** Whose watchers decided, in a sentence. */
  whose: string;
  onAgain: () => void;
}) {
  switch (answer.outcome) {
    case "proven":
      return <Proven bytes={answer.bytes} whose={whose} />;
    case "included":
      return (
        <RetryAlert
          title={`It stands in the log after all, as entry ${answer.index.toLocaleString("en")}.`}
          onRetry={onAgain}
        >
          The index gives no receipt for it yet. Ask again in a moment.
        </RetryAlert>
      );
    case "other-log":
      return (
        <RetryAlert
          tone="failed"
          title="The entries that this index serves do not give its signed head."
          onRetry={onAgain}
        >
          That by itself is a fault: <Link href="/docs/how-to/audit-a-log">audit the log</Link> from the command line.
        </RetryAlert>
      );
    case "unproven":
      return (
        <RetryAlert title="This proves nothing against the log." onRetry={onAgain}>
          {answer.finding.checks.find(({ outcome }) => outcome !== "pass")?.detail}
        </RetryAlert>
      );
    case "refused":
      return (
        <RetryAlert title="It cannot be proven yet." onRetry={onAgain}>
          {answer.refusal.detail} {whose}
        </RetryAlert>
      );
  }
}

function Proven({ bytes, whose }: { bytes: Uint8Array; whose: string }) {
  const [handed, setHanded] = useState<HandedIn | "sending" | undefined>(undefined);
  const handIn = async () => {
    setHanded("sending");
    setHanded(await handInProof(bytes));
  };
  return (
    <Alert
      live
      tone="failed"
      title="Proven: this log promised the statement, and hid it."
      actions={
        <>
          <Button
            size="sm"
            variant="primary"
            onClick={() => saveFile("unmet-promise.fraud.json", utf8Decode(bytes) ?? "", "application/json")}
          >
            Download the proof
          </Button>
          <Button size="sm" busy={handed === "sending"} onClick={() => void handIn()}>
            Hand it to this index
          </Button>
        </>
      }
    >
      <p>
        Checked in this browser. Give the file to other indexes and to people: the accused may lose its copy. {whose}
      </p>
      {handed === undefined || handed === "sending" ? null : (
        <p role="status" className="mt-1">
          {handed.status === "taken" ? (
            <Link href={`/log/fraud-proofs/${handed.sha256}`}>It is kept, and will be recorded in the log</Link>
          ) : (
            `This index did not take it: ${handed.detail}`
          )}
        </p>
      )}
    </Alert>
  );
}
