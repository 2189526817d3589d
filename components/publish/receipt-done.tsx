"use client";
import { CircleCheck, Download } from "lucide-react";
import type { ReactNode } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { saveReceipt } from "#lib/client/save-receipt.ts";
import type { EffectView } from "#lib/contract/common.ts";
import type { ReceiptDocument } from "#lib/contract/statements.ts";
import { countText } from "#lib/kernel/amount.ts";

/** The end of every publication: the number, the file to keep, what it changed, and the next step. */
export function ReceiptDone({
  receipt,
  effect,
  children,
}: {
  receipt: ReceiptDocument;
  effect: EffectView | null;
  /** The next action. */
  children?: ReactNode;
}) {
  return (
    <div role="status" data-guide="receipt" className="flex flex-col gap-4">
      <div className="flex gap-3">
        <CircleCheck aria-hidden className="mt-1 size-5 shrink-0 text-verified" />
        <div className="min-w-0">
          <p className="font-semibold text-xl">Recorded as entry {countText(receipt.index)}.</p>
          <p className="text-muted">Keep this file: if we ever hide your entry, it proves it.</p>
        </div>
      </div>
      {effect?.status === "void" ? (
        <Alert tone="failed" title={`Recorded, but without effect: ${effect.code ?? "void"}`}>
          The entry stands in the log and changes nothing.{" "}
          <Link href={`/docs/problems/${effect.code ?? ""}`}>What this rule says</Link>
        </Alert>
      ) : null}
      {effect?.proposed === true ? (
        <Alert tone="attention" title="A proposal: other keys must sign it, too">
          It takes effect with the last signature, within 7 days.{" "}
          <Link href={`/log/entries/${receipt.index}`}>Who has signed, and who must still</Link>
        </Alert>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => void saveReceipt(receipt)}>
          <Download aria-hidden />
          Download the receipt
        </Button>
        <ButtonLink variant="quiet" href={`/log/entries/${receipt.index}`}>
          See the entry
        </ButtonLink>
        <ButtonLink variant="quiet" href="/verify">
          Verify it
        </ButtonLink>
      </div>
      {children}
    </div>
  );
}
