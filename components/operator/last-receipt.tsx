"use client";
import { ReceiptActions } from "#components/log/proof/receipt-actions.tsx";
import { Alert } from "#components/ui/alert.tsx";
import type { PublishState } from "#lib/client/statements/use-publish.ts";
import { countText } from "#lib/kernel/amount.ts";

/** The receipt of what was just recorded, above the next step. */
export function LastReceipt({ state }: { state: PublishState | undefined }) {
  if (state?.phase !== "recorded") return null;
  const { receipt } = state;
  return (
    <Alert
      tone="verified"
      live
      title={`Recorded as entry ${countText(receipt.index)}.`}
      actions={<ReceiptActions receipt={receipt} />}
    >
      Keep the file: if we ever hide your entry, it proves it.
    </Alert>
  );
}
