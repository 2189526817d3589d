/**
 * What became of one promise: its receipt, verified before it takes the promise's place; or how late it is; or, when its
 * time is over and a quorum of the reader's own witnesses saw the log without it, the proof of that.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import { promiseStateAt } from "#lib/log/promise.ts";
import { MAX_RECEIPT_BYTES } from "#lib/log/receipt.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { UnmetSearch } from "#lib/state/fraud/seek-unmet.ts";
import { verifyStatementReceipt } from "#lib/statement/verify-receipt.ts";
import { EXIT, IncompleteError, type Io } from "../command.ts";
import { findKnownLog } from "../home.ts";
import { exchangePromise, type KeptPromise, momentText } from "../promise-box.ts";
import { RemoteIndex } from "../remote-index.ts";

export type CheckedPromise = {
  readonly state: "recorded" | "waiting" | "late" | "hidden" | "undecided" | "false-receipt" | "unreachable";
  readonly code: number;
  /** For people. */
  readonly words: string;
  /** The receipt's or the proof's. */
  readonly file?: string;
};

export type PromiseCheck = {
  readonly url: string | undefined;
  /** The log's key, when the reader has it from elsewhere. */
  readonly key: string | undefined;
  readonly policy: WitnessPolicy | undefined;
  /** Folder for a proof. */
  readonly out: string;
  readonly now: Instant;
};

/** Errors: `IncompleteError` when the index cannot be reached or answers what it should not. The promise is kept then. */
export async function checkPromise(kept: KeptPromise, given: PromiseCheck, io: Io): Promise<CheckedPromise> {
  const url = given.url ?? kept.source?.url;
  if (url === undefined) throw new IncompleteError("Where this promise comes from is not known: give --url.");
  const remote = new RemoteIndex(url, io);
  const { promise } = kept;
  // The key that the log had when it promised goes before the one that it names today.
  const known = given.key ?? findKnownLog(io.env, promise.origin)?.vkey ?? kept.source?.logVkey;
  const vkey = known ?? (await remote.describe()).vkeys.log;
  const receipt = await remote.find(
    `api/v1/statements/${promise.statementHash}/receipt?format=file`,
    MAX_RECEIPT_BYTES,
  );
  if (receipt !== undefined) return exchange(kept, receipt.bytes, vkey, io);
  switch (promiseStateAt(promise, given.now / SECOND_MS)) {
    case "waiting":
      return {
        state: "waiting",
        code: EXIT.ok,
        words: `Waits: to be recorded by ${momentText(promise.includeBySeconds)}.`,
      };
    case "late": {
      const words = `Late since ${momentText(promise.includeBySeconds)}. From ${momentText(promise.hardBySeconds)} on it is proof that the log hides it.`;
      return { state: "late", code: EXIT.incomplete, words };
    }
    case "overdue":
      return prove(kept, { ...given, vkey }, remote, io);
  }
}

function exchange(kept: KeptPromise, bytes: Uint8Array, logVkey: string, io: Io): CheckedPromise {
  const finding = verifyStatementReceipt(bytes, { logVkey, raw: rawVerify });
  const isOwn = finding.parsed?.hash === kept.promise.statementHash;
  const failed = finding.checks.find(({ outcome }) => outcome === "fail");
  if (!finding.ok || !isOwn || finding.index === undefined) {
    const why = failed === undefined ? "it is another statement's" : `${failed.name}, ${failed.reason ?? "failed"}`;
    const words = `The index gives a receipt that does not hold (${why}). The promise is kept.`;
    return { state: "false-receipt", code: EXIT.tampered, words };
  }
  const file = exchangePromise(io.env, kept, bytes, finding.index);
  return { state: "recorded", code: EXIT.ok, words: `Recorded as entry ${finding.index}. Receipt: ${file}`, file };
}

/** Scans the whole log up to a head that the reader's witnesses saw too late for the promise. */
async function prove(
  kept: KeptPromise,
  { policy, vkey, out }: PromiseCheck & { readonly vkey: string },
  remote: RemoteIndex,
  io: Io,
): Promise<CheckedPromise> {
  const since = `Overdue since ${momentText(kept.promise.hardBySeconds)}`;
  if (policy === undefined) {
    const words = `${since}. Give --witness-policy: only the clocks of watchers that you trust prove that its time is over.`;
    return { state: "undecided", code: EXIT.policyNotMet, words };
  }
  const question = { promise: kept.note, checkpoint: await remote.checkpoint(), logVkey: vkey, policy, raw: rawVerify };
  const search = UnmetSearch.begin(question);
  if (!search.ok) {
    const code = search.error.code === "policy-not-met" ? EXIT.policyNotMet : EXIT.incomplete;
    return { state: "undecided", code, words: `${since}. ${search.error.detail}` };
  }
  const { size } = search.value.head;
  for await (const leaves of remote.leaves(size)) {
    search.value.push(leaves);
    if (!io.json) io.err(`read ${search.value.size} of ${size} entries`);
  }
  const answer = search.value.finish();
  switch (answer.outcome) {
    case "included":
      return {
        state: "undecided",
        code: EXIT.incomplete,
        words: `Entry ${answer.index} holds it, yet the index gives no receipt. Ask again later.`,
      };
    case "other-log":
      return {
        state: "undecided",
        code: EXIT.tampered,
        words: "The entries that the index serves do not give its signed head: audit it.",
      };
    case "unproven": {
      const failed = answer.finding.checks.find(({ outcome }) => outcome !== "pass");
      return {
        state: "undecided",
        code: answer.finding.exitCode,
        words: `Not proven: ${failed?.name}, ${failed?.detail}`,
      };
    }
    case "proven": {
      const file = join(out, `unmet-promise-${kept.promise.statementHash.slice(0, 8)}.fraud.json`);
      await writeFile(file, answer.bytes);
      const words = `Proven: ${kept.promise.origin} hid the statement. Proof: ${file}. Hand it to other indexes, and keep the promise.`;
      return { state: "hidden", code: EXIT.tampered, words, file };
    }
  }
}
