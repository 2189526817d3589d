"use client";
import { entryNumber, saveReceipt } from "#components/disclosure/receipt-done.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import type { PublishState } from "#lib/client/statements/use-publish.ts";

/** The receipt of what was just recorded, above the next step. */
export function LastReceipt({ state }: { state: PublishState | undefined }) {
  if (state?.phase !== "recorded") return null;
  const { receipt } = state;
  return (
    <Alert
      tone="verified"
      live
      title={`Recorded as entry ${entryNumber(receipt.index)}.`}
      actions={
        <>
          <Button size="sm" onClick={() => saveReceipt(receipt)}>
            Download the receipt
          </Button>
          <ButtonLink size="sm" variant="quiet" href={`/log/entries/${receipt.index}`}>
            See the entry
          </ButtonLink>
        </>
      }
    >
      Keep the file: if we ever hide your entry, it proves it.
    </Alert>
  );
}
