/** The checks that a browser makes of a receipt: those of the core, and whether it trusts the key that signed. */
import { type Check, findingOf } from "#lib/kernel/checks.ts";
import type { Thumbprint } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import { type StatementReceiptFinding, verifyStatementReceipt } from "#lib/statement/verify-receipt.ts";
import type { TrustStore } from "../trust-store.ts";

/** Where the log's key comes from: given by the reader, kept from an earlier visit, or fetched from the site just now. */
export type LogKey =
  | { readonly from: "given"; readonly vkey: string }
  | { readonly from: "memory"; readonly vkey: string; readonly since: string }
  | { readonly from: "site"; readonly vkey: string }
  | { readonly from: "nowhere" };

/** What the page says that the receipt is about. */
export type Expected = { readonly index: number; readonly statementHash?: string };

export type ReceiptCheckOptions = {
  readonly logKey: LogKey;
  readonly expected?: Expected | undefined;
  readonly keys?: (thumbprint: Thumbprint) => Uint8Array | undefined;
};

/** The key that this browser holds for a log. */
export function rememberedKey(store: TrustStore, origin: string): LogKey {
  const known = store.find(origin);
  if (known === undefined) return { from: "nowhere" };
  return { from: "memory", vkey: known.vkey, since: formatInstant(known.since) };
}

/** Log named by a receipt's checkpoint, before anything is believed. */
export function originOfReceipt(bytes: Uint8Array): string | undefined {
  return verifyStatementReceipt(bytes, { logVkey: undefined }).checkpoint?.origin;
}

/**
 * Checks, in order: `form`, `checkpoint`, `log-key`, `log-signature`, `inclusion`, `statement`, `same-log`,
 * `statement-signature`, and `shown` when the page expects something. Never throws.
 */
export function checkReceipt(bytes: Uint8Array, options: ReceiptCheckOptions): StatementReceiptFinding {
  const { logKey, expected, keys } = options;
  const logVkey = logKey.from === "nowhere" ? undefined : logKey.vkey;
  const found = verifyStatementReceipt(bytes, { logVkey, ...(keys && { keys }) });
  const checks = found.checks.flatMap((check) =>
    check.name === "log-signature" ? [trustOf(logKey, check), inWords(check, logKey)] : [check],
  );
  if (expected !== undefined) checks.push(shownOf(found, expected));
  return { ...found, ...findingOf(checks) };
}

/** `log-key` and `log-signature` of a checkpoint that stands alone. */
export function checkLogSignature(note: string, logKey: LogKey): Check[] {
  const name = "log-signature";
  if (logKey.from === "nowhere") {
    const unsigned: Check = { name, outcome: "cannot-check", reason: "no-key", detail: "Needs the log's key." };
    return [trustOf(logKey, unsigned), unsigned];
  }
  const opened = openCheckpoint(note, logKey.vkey);
  const signed: Check = opened.ok ? { name, outcome: "pass" } : { name, outcome: "fail", reason: opened.error };
  return [trustOf(logKey, signed), inWords(signed, logKey)];
}

export function trustOf(logKey: LogKey, signature: Check): Check {
  const name = "log-key";
  if (signature.outcome === "not-run") return { name, outcome: "not-run" };
  switch (logKey.from) {
    case "given":
      return { name, outcome: "pass", detail: "The key that you gave." };
    case "memory":
      return { name, outcome: "pass", detail: `The key that this browser remembers since ${logKey.since}.` };
    case "site":
      return {
        name,
        outcome: "cannot-check",
        reason: "trusted-on-first-use",
        detail: "First visit: the key comes from this site. This browser keeps it and will compare from now on.",
      };
    case "nowhere":
      return {
        name,
        outcome: "cannot-check",
        reason: "no-key",
        detail: "This browser holds no key of this log. Paste the log's key to check who signed.",
      };
  }
}

/** The core's reasons are codes of the note format; readers get the sentence. */
export function inWords(check: Check, logKey: LogKey): Check {
  if (check.outcome !== "fail") return check;
  const whose = logKey.from === "memory" ? "that this browser remembers for this log" : "given for this log";
  const details: Record<string, string> = {
    unverified: `The checkpoint carries no signature of the key ${whose}.`,
    "invalid-signature": "The signature does not fit the checkpoint: a byte of it was changed after signing.",
    "wrong-origin": "The signing key is for another log than the checkpoint names.",
  };
  const detail = details[check.reason ?? ""];
  return detail === undefined ? check : { ...check, detail };
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
