"use client";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { saveReceipt } from "#lib/client/save-receipt.ts";
import type { ReceiptDocument } from "#lib/contract/statements.ts";

/** What to do with a receipt that has just come: keep it, look at its entry. */
export function ReceiptActions({ receipt }: { receipt: ReceiptDocument }) {
  return (
    <>
      <Button size="sm" onClick={() => void saveReceipt(receipt)}>
        Download the receipt
      </Button>
      <ButtonLink size="sm" variant="quiet" href={`/log/entries/${receipt.index}`}>
        See the entry
      </ButtonLink>
    </>
  );
}
