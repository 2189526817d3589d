/** Checking with the site at hand: fetch the receipt, meet the log's key, and compare the log with one's memory of it. */

import type { ConsistencyProofView } from "#lib/contract/log.ts";
import type { Included, ReceiptDocument } from "#lib/contract/statements.ts";
import { base64Decode } from "#lib/kernel/base.ts";
import type { Check, Finding } from "#lib/kernel/checks.ts";
import { findingOf } from "#lib/kernel/checks.ts";
import { publicKeyOfDid, thumbprintOf } from "#lib/kernel/did-key.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { type Checkpoint, compareCheckpoints, openCheckpoint } from "#lib/log/checkpoint.ts";
import type { LogKey } from "#lib/log/log-key.ts";
import type { StatementReceiptFinding } from "#lib/statement/verify-receipt.ts";
import { findJson, requestJson } from "../request-json.ts";
import type { TrustStore } from "../trust-store.ts";
import { checkReceipt, type Expected, originOfReceipt, rememberedKey } from "./check-receipt.ts";

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

async function getText(path: string): Promise<string> {
  const answer = await fetch(path, { headers: { accept: "text/plain" } });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`);
  return answer.text();
}

/** The browser's own key of the log, else the one that the site serves now. Remembers nothing. */
export async function meetLogKey(store: TrustStore, origin: string): Promise<LogKey> {
  const known = rememberedKey(store, origin);
  if (known.from !== "nowhere") return known;
  return { from: "site", vkey: (await getText("/log/vkey")).trim() };
}

/** Fetches the receipt of an entry and checks all of it. Rejects without a network (TypeError) or on a refusal. */
export async function checkEntry(
  expected: Expected,
  store: TrustStore,
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
  store: TrustStore,
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

async function checkMemory(finding: StatementReceiptFinding, store: TrustStore, now: () => Instant): Promise<Check> {
  const { checkpoint } = finding;
  if (!finding.ok || checkpoint === undefined) return { name: "continues", outcome: "not-run" };
  return (await compareWithMemory(checkpoint.origin, store, now)).check;
}

/** What comparing today's log with this browser's memory says; on a contradiction `evidence` is a document to keep. */
export type Compared = {
  readonly check: Check;
  readonly before: { readonly size: number; readonly at: Instant | undefined } | undefined;
  readonly today: Checkpoint | undefined;
  readonly evidence: string | undefined;
};

/**
 * Demands that today's log continues the checkpoint that this browser verified last, then remembers today's. A log that
 * shrank or that cannot prove its growth is never remembered, so that the contradiction stays.
 */
export async function compareWithMemory(origin: string, store: TrustStore, now: () => Instant): Promise<Compared> {
  const name = "continues";
  const known = store.find(origin);
  if (known === undefined) {
    const detail = "This browser remembers nothing of this log yet.";
    return answer({ name, outcome: "cannot-check", reason: "first-visit", detail });
  }
  const note = await getText("/log/checkpoint");
  const opened = openCheckpoint(note, known.vkey);
  if (!opened.ok) {
    const detail = "Today's checkpoint is not signed by the key that this browser remembers for this log.";
    return answer({ name, outcome: "fail", reason: opened.error, detail }, { evidence: { remembered: known, note } });
  }
  const today = opened.value.checkpoint;
  const earlier = known.checkpoint === undefined ? undefined : openCheckpoint(known.checkpoint, known.vkey);
  if (!earlier?.ok) {
    store.rememberCheckpoint(origin, note, now());
    const detail = `First checkpoint that this browser keeps: ${entries(today.size)}.`;
    return answer({ name, outcome: "cannot-check", reason: "first-visit", detail }, { today });
  }
  const { checkpoint } = earlier.value;
  const before = { size: checkpoint.size, at: known.seenAt };
  const since = known.seenAt === undefined ? "" : ` on ${formatInstant(known.seenAt)}`;
  if (checkpoint.size > today.size) {
    const detail = `This browser verified ${entries(checkpoint.size)}${since}; now the log shows only ${today.size}.`;
    return answer(
      { name, outcome: "fail", reason: "shrunk", detail },
      { before, today, evidence: { remembered: known, note } },
    );
  }
  const proof = await consistencyProof(checkpoint.size, today.size);
  const verdict = compareCheckpoints(checkpoint, today, proof);
  if (verdict === "same" || verdict === "consistent") {
    store.rememberCheckpoint(origin, note, now());
    const grown = today.size - checkpoint.size;
    const detail =
      grown === 0
        ? `The same ${entries(today.size)} that this browser verified${since}.`
        : `Added since: ${entries(grown)}. Unchanged: the ${entries(checkpoint.size)} that this browser verified${since}.`;
    return answer({ name, outcome: "pass", detail }, { before, today });
  }
  const detail = `The log cannot show that it continues the ${entries(checkpoint.size)} that this browser verified${since}.`;
  const proofText = proof === undefined ? null : "does not verify";
  return answer(
    { name, outcome: "fail", reason: verdict === "conflict" ? "forked" : "not-proven", detail },
    { before, today, evidence: { remembered: known, note, proof: proofText } },
  );
}

const entries = (count: number): string => (count === 1 ? "1 entry" : `${count} entries`);

function answer(
  check: Check,
  rest: { before?: Compared["before"]; today?: Checkpoint; evidence?: unknown } = {},
): Compared {
  return {
    check,
    before: rest.before,
    today: rest.today,
    evidence: rest.evidence === undefined ? undefined : JSON.stringify(rest.evidence, null, 2),
  };
}

async function consistencyProof(from: number, to: number): Promise<Uint8Array[] | undefined> {
  if (from === to || from === 0) return [];
  const view = await findJson<ConsistencyProofView>(`/api/v1/log/consistency?from=${from}&to=${to}`);
  const hashes = view?.proof.map((hash) => base64Decode(hash));
  return hashes?.every((hash) => hash !== undefined) ? hashes.filter((hash) => hash !== undefined) : undefined;
}
