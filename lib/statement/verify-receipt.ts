/**
 * Everything that a receipt alone can show, as one ordered list of checks: the log's part (lib/log/receipt.ts), then the
 * statement inside the entry, then its signature. What it cannot show, it says: the effect of the statement and a
 * signing key that only the log's history knows.
 */
import { type Check, findingOf } from "#lib/kernel/checks.ts";
import type { Thumbprint } from "#lib/kernel/ids.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { Refusal } from "#lib/kernel/refusal.ts";
import type { Result } from "#lib/kernel/result.ts";
import { type LogTrust, parseReceipt, type Receipt, type ReceiptFinding, verifyReceiptRead } from "#lib/log/receipt.ts";
import { parseEntry } from "./entry.ts";
import { checkStatementSignature, type ParsedStatement, signerKeyOf } from "./envelope.ts";

export type StatementTrust = LogTrust & {
  /** Signing keys that the reader knows from elsewhere, by thumbprint. */
  readonly keys?: (thumbprint: Thumbprint) => Uint8Array | undefined;
};

export type StatementReceiptFinding = ReceiptFinding & {
  readonly parsed?: ParsedStatement;
  readonly loggedAt?: Instant;
};

/** Checks, in order: those of `verifyReceipt`, then `statement`, `same-log`, `statement-signature`. Never throws. */
export function verifyStatementReceipt(bytes: Uint8Array, trust: StatementTrust): StatementReceiptFinding {
  return verifyStatementReceiptRead(parseReceipt(bytes), trust);
}

/** The same for a receipt that was read, or refused, already. */
export function verifyStatementReceiptRead(
  receipt: Result<Receipt, Refusal>,
  trust: StatementTrust,
): StatementReceiptFinding {
  const logged = verifyReceiptRead(receipt, trust);
  const entry = logged.entryBytes === undefined ? undefined : parseEntry(logged.entryBytes);
  if (entry === undefined) return { ...logged, ...findingOf([...logged.checks, ...notRun("statement")]) };
  if (!entry.ok) {
    const { code, pointer, detail } = entry.error;
    const failed: Check = {
      name: "statement",
      outcome: "fail",
      reason: code,
      detail: `${pointer || "the whole entry"}: ${detail}`,
    };
    return { ...logged, ...findingOf([...logged.checks, failed, ...notRun("same-log")]) };
  }
  const { loggedAt, parsed } = entry.value;
  const read: Check = {
    name: "statement",
    outcome: "pass",
    detail: `${parsed.statement.kind}, logged ${formatInstant(loggedAt)}`,
  };
  const checks = [...logged.checks, read, sameLog(parsed, logged), signature(parsed, trust)];
  return { ...logged, ...findingOf(checks), parsed, loggedAt };
}

function sameLog({ statement }: ParsedStatement, { checkpoint }: ReceiptFinding): Check {
  const name = "same-log";
  if (checkpoint === undefined) return { name, outcome: "not-run" };
  if (checkpoint.origin === statement.log) return { name, outcome: "pass" };
  return {
    name,
    outcome: "fail",
    reason: "wrong-log",
    detail: `Signed for ${statement.log}, logged by ${checkpoint.origin}.`,
  };
}

function signature(parsed: ParsedStatement, { keys, raw }: StatementTrust): Check {
  const name = "statement-signature";
  const publicKey = signerKeyOf(parsed.statement, (thumbprint) => keys?.(thumbprint));
  if (publicKey === undefined) {
    const detail =
      "The signing key was published in an earlier entry, which this file does not hold; an audit checks it.";
    return { name, outcome: "cannot-check", reason: "key-not-in-file", detail };
  }
  if (checkStatementSignature(parsed, publicKey, raw)) return { name, outcome: "pass" };
  return { name, outcome: "fail", reason: "bad-signature", detail: "Not signed by the key that the statement names." };
}

const ORDER = ["statement", "same-log", "statement-signature"] as const;

function notRun(from: (typeof ORDER)[number]): Check[] {
  return ORDER.slice(ORDER.indexOf(from)).map((name) => ({ name, outcome: "not-run" }));
}
