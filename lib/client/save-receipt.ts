/** A receipt as the file to keep, the same from every page. */
import type { ReceiptDocument } from "#lib/contract/statements.ts";
import { saveFile } from "./save-file.ts";

export function receiptFileName(index: number): string {
  return `touchstone-entry-${index}.receipt.json`;
}

/** Canonical JSON. Its writer comes with the core, which is fetched when it is needed. */
export async function saveReceipt(receipt: ReceiptDocument): Promise<void> {
  const { canonicalText } = await import("#lib/kernel/json.ts");
  saveFile(receiptFileName(receipt.index), canonicalText({ ...receipt }));
}
