/** The receipts that a bundle holds: several checks ask after the same one. */
import type { JsonObject } from "#lib/kernel/json.ts";
import type { Refusal } from "#lib/kernel/refusal.ts";
import type { Result } from "#lib/kernel/result.ts";
import { type Receipt, readReceipt } from "#lib/log/receipt.ts";

const read = new WeakMap<object, Result<Receipt, Refusal>>();

/** As `readReceipt`, once for each document of a bundle, which nobody changes. For reading only. */
export function receiptIn(document: Readonly<Record<string, unknown>>): Result<Receipt, Refusal> {
  let receipt = read.get(document);
  if (receipt === undefined) {
    receipt = readReceipt(document as JsonObject);
    read.set(document, receipt);
  }
  return receipt;
}
