/** The checks that a browser makes of a receipt: those of the core, and whether it trusts the key that signed. */
import { type Check, findingOf } from "#lib/kernel/checks.ts";
import type { Thumbprint } from "#lib/kernel/ids.ts";
import { type LogKey, vkeyOf, withLogKey } from "#lib/log/log-key.ts";
import { type StatementReceiptFinding, verifyStatementReceipt } from "#lib/statement/verify-receipt.ts";

/** What the page says that the receipt is about. */
export type Expected = { readonly index: number; readonly statementHash?: string };

export type ReceiptCheckOptions = {
  readonly logKey: LogKey;
  readonly expected?: Expected | undefined;
  readonly keys?: (thumbprint: Thumbprint) => Uint8Array | undefined;
};

/** Log named by a receipt's checkpoint, before anything is believed. */
export function originOfReceipt(bytes: Uint8Array): string | undefined {
  // No signature says which log it names.
  return verifyStatementReceipt(bytes, { logVkey: undefined, raw: () => false }).checkpoint?.origin;
}

/**
 * Checks, in order: `form`, `checkpoint`, `log-key`, `log-signature`, `inclusion`, `statement`, `same-log`,
 * `statement-signature`, and `shown` when the page expects something. Never throws.
 */
export function checkReceipt(bytes: Uint8Array, options: ReceiptCheckOptions): StatementReceiptFinding {
  const { logKey, expected, keys } = options;
  const found = verifyStatementReceipt(bytes, { logVkey: vkeyOf(logKey), ...(keys && { keys }) });
  const checks = withLogKey(found.checks, logKey);
  if (expected !== undefined) checks.push(shownOf(found, expected));
  return { ...found, ...findingOf(checks) };
}

function shownOf(found: StatementReceiptFinding, { index, statementHash }: Expected): Check {
  const name = "shown";
  if (found.index === undefined) return { name, outcome: "not-run" };
  if (found.index !== index) {
    return {
      name,
      outcome: "fail",
      reason: "other-entry",
      detail: `This page shows entry ${index}; the receipt is of entry ${found.index}.`,
    };
  }
  if (statementHash === undefined) return { name, outcome: "pass" };
  if (found.parsed === undefined) return { name, outcome: "not-run" };
  if (found.parsed.hash === statementHash) return { name, outcome: "pass" };
  return {
    name,
    outcome: "fail",
    reason: "other-statement",
    detail: "The receipt holds another statement than the one that this page shows.",
  };
}
