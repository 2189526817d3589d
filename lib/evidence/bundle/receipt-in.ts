/** The receipts that a bundle holds: several checks ask after the same one. */
import type { JsonObject } from "#lib/kernel/json.ts";
import type { Refusal } from "#lib/kernel/refusal.ts";
import type { Result } from "#lib/kernel/result.ts";
import { type Receipt, readReceipt } from "#lib/log/receipt.ts";

type Read = { readonly document: object; readonly receipt: Result<Receipt, Refusal> };

// As many as most bundles have. Forgotten once a bundle was checked: what lives at a young collection is copied, and drags
// along whatever older garbage points to.
const KEPT_RECEIPTS = 16;
const kept: Read[] = [];
let oldest = 0;

/** As `readReceipt`, once for each document of a bundle, which nobody changes. For reading only. */
export function receiptIn(document: Readonly<Record<string, unknown>>): Result<Receipt, Refusal> {
  for (const read of kept) if (read.document === document) return read.receipt;
  const receipt = readReceipt(document as JsonObject);
  kept[oldest] = { document, receipt };
  oldest = (oldest + 1) % KEPT_RECEIPTS;
  return receipt;
}

/** Of a bundle that was checked: nobody asks after them any more. */
export function forgetReceipts(): void {
  kept.length = 0;
  oldest = 0;
}
