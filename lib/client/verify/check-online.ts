/** Checking with the site at hand: fetch the receipt, meet the log's key, and check all of it. */
import type { Included, ReceiptDocument } from "#lib/contract/statements.ts";
import type { Check, Finding } from "#lib/kernel/checks.ts";
import { findingOf } from "#lib/kernel/checks.ts";
import { publicKeyOfDid, thumbprintOf } from "#lib/kernel/did-key.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import type { LogKey } from "#lib/log/log-key.ts";
import type { StatementReceiptFinding } from "#lib/statement/verify-receipt.ts";
import type { RememberedLogs } from "../memory/remembered-logs.ts";
import { findJson, requestJson } from "../request-json.ts";
import { checkReceipt, type Expected, originOfReceipt } from "./check-receipt.ts";
import { compareWithMemory } from "./compare-log.ts";
import { meetLogKey } from "./meet-log-key.ts";

export type CheckedReceipt = {
  readonly receipt: ReceiptDocument;
  readonly bytes: Uint8Array;
  readonly finding: StatementReceiptFinding;
  readonly logKey: LogKey;
  /** The acting key, when the receipt does not hold it: to be checked by its thumbprint, so the site cannot choose it. */
  readonly signer: Uint8Array | undefined;
};

export type Progress = (done: number, of: number) => void;

export const STEPS = 5;

/** Fetches the receipt of an entry and checks all of it. Rejects without a network (TypeError) or on a refusal. */
export async function checkEntry(
  expected: Expected,
  store: RememberedLogs,
  now: () => Instant,
  progress: Progress = () => undefined,
): Promise<CheckedReceipt> {
  progress(1, STEPS);
  const { data } = await requestJson<Included>(`/api/v1/entries/${expected.index}/receipt`);
  return checkFetched(data.receipt, expected, store, now, progress);
}

/** As {@link checkEntry}, for a receipt that is here already. */
export async function checkFetched(
  receipt: ReceiptDocument,
  expected: Expected,
  store: RememberedLogs,
  now: () => Instant,
  progress: Progress = () => undefined,
): Promise<CheckedReceipt> {
  const bytes = canonicalBytes({ ...receipt });
  progress(2, STEPS);
  const origin = originOfReceipt(bytes);
  const logKey: LogKey = origin === undefined ? { from: "nowhere" } : await meetLogKey(store, origin);
  progress(3, STEPS);
  const first = checkReceipt(bytes, { logKey, expected });
  const signer = needsKey(first) ? await findSigner(first) : undefined;
  progress(4, STEPS);
  const checked = signer === undefined ? first : checkReceipt(bytes, { logKey, expected, keys: () => signer });
  if (checked.ok && origin !== undefined && logKey.from === "site") store.rememberKey(origin, logKey.vkey, now());
  const continued = await checkMemory(checked, store, now);
  progress(5, STEPS);
  return {
    receipt,
    bytes,
    logKey,
    signer,
    finding: { ...checked, ...findingOf([...checked.checks, continued]) },
  };
}

function needsKey(finding: Finding): boolean {
  return finding.checks.some((check) => check.name === "statement-signature" && check.reason === "key-not-in-file");
}

/** A key that hashes to the thumbprint that the statement names: whoever serves it, it can be no other. */
async function findSigner({ parsed }: StatementReceiptFinding): Promise<Uint8Array | undefined> {
  if (parsed === undefined) return undefined;
  const thumbprint = parsed.statement.key;
  const answer = await findJson<{ data: { form: { publicKey?: unknown } } }>(`/api/v1/keys/${thumbprint}`);
  const did = answer?.data.form.publicKey;
  const publicKey = typeof did === "string" ? publicKeyOfDid(did) : undefined;
  return publicKey !== undefined && thumbprintOf(publicKey) === thumbprint ? publicKey : undefined;
}

async function checkMemory(
  finding: StatementReceiptFinding,
  store: RememberedLogs,
  now: () => Instant,
): Promise<Check> {
  const { checkpoint } = finding;
  if (!finding.ok || checkpoint === undefined) return { name: "continues", outcome: "not-run" };
  return (await compareWithMemory(checkpoint.origin, store, now)).check;
}
