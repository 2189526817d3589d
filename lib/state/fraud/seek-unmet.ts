/**
 * The way from an overdue promise to a proof of censorship: a head that witnesses saw after its time, the log's leaves
 * up to that head, and none of them the promised statement. Whoever fetches the leaves pushes them here; nothing of it
 * is believed before the finished proof verifies like a stranger's.
 */
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { leafPieces } from "#lib/log/archive.ts";
import type { Checkpoint } from "#lib/log/checkpoint.ts";
import { append, emptyFrontier, type Frontier, rootOf } from "#lib/log/frontier.ts";
import { parseNote } from "#lib/log/note.ts";
import { type InclusionPromise, parsePromise } from "#lib/log/promise.ts";
import { isQuorumMetAt, openWitnessedCheckpoint } from "#lib/log/quorum.ts";
import { leafHash } from "#lib/log/tree.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { buildUnmetPromise } from "./build.ts";
import { encodeFraudProof, MAX_FRAUD_PROOF_BYTES, parseFraudProof } from "./fraud-proof.ts";
import type { FraudFinding } from "./judgement.ts";
import { verifyFraudProof } from "./verify.ts";

/** `promise` and `checkpoint` are signed notes; `policy` names the witnesses whose clocks the reader believes. */
export type UnmetQuestion = {
  readonly promise: string;
  readonly checkpoint: string;
  readonly logVkey: string;
  readonly policy: WitnessPolicy;
  readonly raw?: RawVerify;
};

/** `included`: the promise was kept. `other-log`: these leaves are not those of the head. `unproven`: see the checks. */
export type UnmetAnswer =
  | { readonly outcome: "proven"; readonly bytes: Uint8Array; readonly finding: FraudFinding }
  | { readonly outcome: "included"; readonly index: number }
  | { readonly outcome: "other-log" }
  | { readonly outcome: "unproven"; readonly finding: FraudFinding };

/** `policy-not-met`: no quorum of the reader's witnesses saw the head after the promise's time. */
export type UnmetRefusal = { readonly code: "malformed" | "policy-not-met"; readonly detail: string };

/** A file of base64 inside JSON: a third longer than the log in it, and room for the rest. */
const MOST_LOG_BYTES = (MAX_FRAUD_PROOF_BYTES / 4) * 3 - 1024 * 1024;

export class UnmetSearch {
  readonly promise: InclusionPromise;
  readonly head: Checkpoint;
  readonly #question: UnmetQuestion;
  readonly #leaves: Uint8Array[] = [];
  #frontier: Frontier = emptyFrontier();
  #bytes = 0;
  #foundAt: number | undefined;

  private constructor(question: UnmetQuestion, promise: InclusionPromise, head: Checkpoint) {
    this.#question = question;
    this.promise = promise;
    this.head = head;
  }

  /** Refuses what no search could prove. Fetches nothing, so that nobody waits for a log that cannot decide it. */
  static begin(question: UnmetQuestion): Result<UnmetSearch, UnmetRefusal> {
    const { logVkey, policy } = question;
    const promise = parsePromise(parseNote(question.promise)?.text ?? "");
    if (!promise.ok) return err({ code: "malformed", detail: promise.error.detail });
    const head = openWitnessedCheckpoint(question.checkpoint, logVkey, policy);
    if (!head.ok) return err({ code: "malformed", detail: "Not a checkpoint that this log's key signed." });
    const { checkpoint, cosigned } = head.value;
    if (checkpoint.origin !== promise.value.origin)
      return err({ code: "malformed", detail: "The promise is of another log than the checkpoint." });
    const { hardBySeconds } = promise.value;
    if (isQuorumMetAt(policy, cosigned, (seconds) => seconds > hardBySeconds))
      return ok(new UnmetSearch(question, promise.value, checkpoint));
    const detail =
      policy.witnesses.length === 0
        ? "The policy names no watcher, and only a watcher's clock shows that the promise's time was over."
        : "Not enough of the policy's watchers have seen the log since the promise's time was over.";
    return err({ code: "policy-not-met", detail });
  }

  /** Entries taken so far. */
  get size(): number {
    return this.#frontier.size;
  }

  /** Takes the next leaves of the log, up to the head's size; what goes beyond is passed over. */
  push(leaves: readonly Uint8Array[]): void {
    for (const leaf of leaves.slice(0, this.head.size - this.size)) {
      const entry = parseEntry(leaf);
      if (entry.ok && entry.value.parsed.hash === this.promise.statementHash) this.#foundAt ??= this.size;
      this.#frontier = append(this.#frontier, [leafHash(leaf)]).frontier;
      this.#bytes += leaf.length;
      this.#leaves.push(leaf);
    }
  }

  /** The answer from what was pushed. A log too long for one file is left out of it and goes along as an archive. */
  finish(): UnmetAnswer {
    // Asked first: whoever hides a statement could also serve it to its author alone.
    if (this.size < this.head.size || !equalBytes(rootOf(this.#frontier), this.head.root))
      return { outcome: "other-log" };
    if (this.#foundAt !== undefined) return { outcome: "included", index: this.#foundAt };
    const { promise, checkpoint, logVkey, policy, raw } = this.#question;
    const given = { promise, checkpoint, hardBySeconds: this.promise.hardBySeconds };
    const log = this.#bytes > MOST_LOG_BYTES ? null : this.#leaves;
    const proof = buildUnmetPromise(given, log, logVkey, policy);
    if (proof === undefined) throw new Error("The quorum that was there at the beginning is gone.");
    const bytes = encodeFraudProof(proof);
    const beside = leafPieces(this.head.origin, this.#leaves);
    const trust = { logVkey, policy, ...(log === null ? { log: beside } : {}), ...(raw === undefined ? {} : { raw }) };
    const finding = verifyFraudProof(bytes, trust);
    return finding.ok ? { outcome: "proven", bytes, finding } : { outcome: "unproven", finding };
  }
}

/** The same proof without the log in it, for a reader who has the log: the accused itself. Undefined where it has none. */
export function withoutLog(bytes: Uint8Array): Uint8Array | undefined {
  const proof = parseFraudProof(bytes);
  if (!proof.ok || !("archive" in proof.value)) return undefined;
  return encodeFraudProof({ ...proof.value, archive: null });
}
