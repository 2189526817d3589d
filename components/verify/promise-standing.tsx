import { ReceiptActions } from "#components/log/proof/receipt-actions.tsx";
import { Alert, type AlertTone } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { momentWords, promiseStateNow } from "#lib/client/promises/promise-words.ts";
import type { ReceiptDocument } from "#lib/contract/statements.ts";
import { type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { InclusionPromise, PromiseState } from "#lib/log/promise.ts";

/** What the index gave for a promise. `isSound`: the receipt is the promised statement's, and holds. */
export type FoundReceipt = { readonly receipt: ReceiptDocument; readonly isSound: boolean };

/** How a promise stands by the clock, and what the index said of it when it was asked. */
export function PromiseStanding({
  promise,
  now,
  found,
  onAsk,
}: {
  promise: InclusionPromise;
  now: Instant;
  found: FoundReceipt | "none" | "asking" | undefined;
  onAsk: () => void;
}) {
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
    <Alert
      live
      tone={found === "none" ? tone : state === "waiting" ? "info" : "attention"}
      title={found === "none" ? `${title} The index gives no receipt.` : title}
      actions={
        <Button size="sm" busy={found === "asking"} onClick={onAsk}>
          Ask for the receipt
        </Button>
      }
    >
      {says} Asking tells this index which statement it is about.
    </Alert>
  );
}

function Kept({ found: { receipt, isSound } }: { found: FoundReceipt }) {
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
