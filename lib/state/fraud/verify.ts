/**
 * Verifies a fraud proof with nothing but the file and the reader's own trust. Every check is listed in order; only when
 * all of them pass is the log convicted. Never throws.
 */
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import type { Did, Origin, StatementHash } from "#lib/kernel/ids.ts";
import { formatInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import { verifyPromise } from "#lib/log/promise.ts";
import { buildReceipt, verifyReceipt } from "#lib/log/receipt.ts";
import { leafHash, verifyConsistency, verifyInclusion } from "#lib/log/tree.ts";
import { formatVkey } from "#lib/log/vkey.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import type { FraudKind } from "#lib/statement/log-bodies.ts";
import { Replay } from "../audit.ts";
import { LOG_TIME_SLACK_MS } from "../verify-archive.ts";
import {
  type ConflictingCheckpoints,
  type FalseTime,
  type FraudProof,
  type InconsistentSizes,
  parseFraudProof,
  type UnmetPromise,
  type WrongStateRoot,
} from "./fraud-proof.ts";
import {
  cannotCheck,
  checkCosigned,
  concludeFraud,
  type FraudFinding,
  type FraudTrust,
  failed,
  notRun,
  openHead,
  passed,
  readLog,
  unless,
} from "./judgement.ts";
import { faultOfLines } from "./note-lines.ts";

/** Judges the bytes of a `.fraud.json`. The first check is `form`; the others are those of the kind. */
export function verifyFraudProof(bytes: Uint8Array, trust: FraudTrust): FraudFinding {
  const parsed = parseFraudProof(bytes);
  if (!parsed.ok) {
    const { code, pointer, detail } = parsed.error;
    return concludeFraud([failed("form", code, `${pointer || "the whole document"}: ${detail}`)], undefined);
  }
  const proof = parsed.value;
  return concludeFraud([passed("form", proof.kind), ...checksOf(proof, trust)], proof);
}

function checksOf(proof: FraudProof, trust: FraudTrust): Check[] {
  switch (proof.kind) {
    case "conflicting-checkpoints":
      return judgeConflict(proof, trust);
    case "inconsistent-sizes":
      return judgeInconsistency(proof, trust);
    case "wrong-state-root":
      return judgeStateRoot(proof, trust);
    case "unmet-promise":
      return judgePromise(proof, trust);
    case "false-time":
      return judgeTime(proof, trust);
  }
}

/** The checks behind `form`, by kind, as the documentation lists them. */
export const FRAUD_CHECKS: Record<FraudKind, readonly string[]> = {
  "conflicting-checkpoints": ["first-head", "second-head", "conflict"],
  "inconsistent-sizes": ["first-head", "second-head", "inconsistency"],
  "wrong-state-root": ["head", "inclusion", "log", "claim", "fold-version", "state-root"],
  "unmet-promise": ["head", "cosigned", "log", "promise", "time-over", "absence"],
  "false-time": ["first-head", "second-head", "inclusion", "entry", "cosigned"],
};

function judgeConflict({ origin, first, second }: ConflictingCheckpoints, trust: FraudTrust): Check[] {
  const [one, two] = [openHead("first-head", first, origin, trust), openHead("second-head", second, origin, trust)];
  if (one.head === undefined || two.head === undefined) return [one.check, two.check, ...notRun("conflict")];
  const [a, b] = [one.head.checkpoint, two.head.checkpoint];
  const isConflict = a.size === b.size && !equalBytes(a.root, b.root);
  const objection = isConflict ? undefined : "Two heads of one size with one root, or of two sizes, are no conflict.";
  return [one.check, two.check, unless(objection, "conflict", "no-conflict")];
}

function judgeInconsistency(proof: InconsistentSizes, trust: FraudTrust): Check[] {
  const { origin, first, second, evidence } = proof;
  const [one, two] = [openHead("first-head", first, origin, trust), openHead("second-head", second, origin, trust)];
  if (one.head === undefined || two.head === undefined) return [one.check, two.check, ...notRun("inconsistency")];
  const [a, b] = [one.head.checkpoint, two.head.checkpoint];
  const name = "inconsistency";
  if ("prefix" in evidence) {
    const { consistency, root } = evidence.prefix;
    // The proof binds `root` to the larger tree: it is what that tree has at the smaller size, and not what was signed.
    if (!verifyConsistency(consistency, a.size, b.size, root, b.root))
      return [one.check, two.check, failed(name, "bad-proof", "The proof does not lead to the second head.")];
    const objection = equalBytes(root, a.root) ? "The second head extends the first." : undefined;
    return [one.check, two.check, unless(objection, name, "consistent")];
  }
  const { index, leaves } = evidence;
  const areProven =
    verifyInclusion(leaves[0].proof, index, a.size, leaves[0].leaf, a.root) &&
    verifyInclusion(leaves[1].proof, index, b.size, leaves[1].leaf, b.root);
  if (!areProven) return [one.check, two.check, failed(name, "bad-proof", "A leaf is not in its tree.")];
  const objection = equalBytes(leaves[0].leaf, leaves[1].leaf) ? "Both trees hold the same leaf." : undefined;
  return [one.check, two.check, unless(objection, name, "consistent")];
}

function judgeStateRoot({ origin, receipt, archive }: WrongStateRoot, trust: FraudTrust): Check[] {
  const rest = (...done: Check[]) => [...done, ...notRun(...FRAUD_CHECKS["wrong-state-root"].slice(done.length))];
  const { check, head } = openHead("head", receipt.checkpointNote, origin, trust);
  if (head === undefined) return rest(check);
  const logged = verifyReceipt(buildReceipt(receipt), { logVkey: trust.logVkey });
  const inclusion = unless(logged.ok ? undefined : "The entry is not in the log.", "inclusion", "bad-proof");
  const entry = parseEntry(receipt.entryBytes);
  const statement = entry.ok ? entry.value.parsed.statement : undefined;
  const size = statement?.kind === "state.root" ? statement.body.size : undefined;
  if (inclusion.outcome !== "pass" || typeof size !== "number") return rest(check, inclusion);
  const replay = new Replay(origin as Origin, trust.raw, { rootsAt: [size] });
  const source = { head: head.checkpoint, note: receipt.checkpointNote };
  const log = readLog("log", source, archive, trust, (leaf) => replay.push(leaf));
  if (log.outcome !== "pass") return rest(check, inclusion, log);
  const claim = replay.claims.find((each) => each.index === receipt.index);
  if (claim === undefined)
    return rest(
      check,
      inclusion,
      log,
      failed("claim", "not-a-claim", "The entry is no state root of the index itself."),
    );
  const isClaim = passed("claim", `entry ${claim.index}, about the first ${claim.size} entries`);
  if (claim.outcome === "cannot-check") {
    const detail = "The claim was made with a fold that this verifier does not have; another one can check it.";
    return rest(check, inclusion, log, isClaim, cannotCheck("fold-version", claim.reason ?? "overtaken", detail));
  }
  const objection = claim.outcome === "pass" ? "The state root is what the log gives." : undefined;
  return [check, inclusion, log, isClaim, passed("fold-version"), unless(objection, "state-root", "true-state-root")];
}

function judgePromise({ origin, promise, checkpoint, archive }: UnmetPromise, trust: FraudTrust): Check[] {
  const rest = (...done: Check[]) => [...done, ...notRun(...FRAUD_CHECKS["unmet-promise"].slice(done.length))];
  const { check, head } = openHead("head", checkpoint, origin, trust, { isTimed: true });
  if (head === undefined) return rest(check);
  const cosigned = checkCosigned("cosigned", head.cosigned, trust, () => true);
  // Entries of an honest log are all well signed, so that whose signatures they bear need not be asked here.
  const replay = new Replay(origin as Origin, () => true);
  const hashes = new Set<StatementHash>();
  const promiseKeys = new Set<Did>();
  const log = readLog("log", { head: head.checkpoint, note: checkpoint }, archive, trust, (leaf) => {
    const entry = replay.push(leaf);
    if (entry === undefined) return;
    const { hash, statement } = entry.parsed;
    hashes.add(hash);
    const key = entry.effect.status === "effective" ? statement.body.promiseKey : undefined;
    if (statement.kind.startsWith("index.") && typeof key === "string") promiseKeys.add(key as Did);
  });
  if (log.outcome !== "pass") return rest(check, cosigned, log);
  const given = findPromise(promise, origin, promiseKeys);
  if (given === undefined) {
    const detail = "Not signed by a promise key that this log has published.";
    return rest(check, cosigned, log, failed("promise", "bad-signature", detail));
  }
  const inTime = checkCosigned("time-over", head.cosigned, trust, (seconds) => seconds > given.hardBySeconds);
  // Whose cosignatures count was asked above: what fails here is the time.
  const overdue =
    cosigned.outcome === "pass" && inTime.outcome === "fail"
      ? failed("time-over", "not-over", "The head was cosigned before the promise's time was over.")
      : inTime;
  const objection = hashes.has(given.statementHash) ? "The statement is in the log." : undefined;
  const promised = passed("promise", `to be in the log by ${given.hardBySeconds} (POSIX seconds)`);
  return [check, cosigned, log, promised, overdue, unless(objection, "absence", "included")];
}

function findPromise(note: string, origin: string, keys: ReadonlySet<Did>) {
  for (const key of keys) {
    const publicKey = publicKeyOfDid(key);
    if (publicKey === undefined) continue;
    const vkey = formatVkey({ name: `${origin}/promise`, type: "ed25519", publicKey });
    const finding = verifyPromise(note, vkey);
    if (finding.ok && faultOfLines(note, vkey, null) === undefined) return finding.promise;
  }
  return undefined;
}

/**
 * Convicts by the upper bound alone: whoever cosigned a head knew the entries in it. That a head lacks an entry says only
 * that the witness was shown no newer one by then, and anybody can show it an old one late.
 */
function judgeTime(proof: FalseTime, trust: FraudTrust): Check[] {
  const { origin, first, second, index, entryBytes } = proof;
  const before =
    first === null
      ? passed("first-head", "none is needed: the entry bears too late a time")
      : failed("first-head", "no-lower-bound", EARLY_CONVICTS_NOBODY);
  const two = openHead("second-head", second, origin, trust, { isTimed: true });
  const rest = (...done: Check[]) => [...done, ...notRun(...FRAUD_CHECKS["false-time"].slice(done.length))];
  if (before.outcome !== "pass") return rest(before);
  if (two.head === undefined) return rest(before, two.check);
  const { cosigned, checkpoint } = two.head;
  const isIncluded = verifyInclusion(proof.proof, index, checkpoint.size, leafHash(entryBytes), checkpoint.root);
  const inclusion = unless(isIncluded ? undefined : "The entry is not in the second head.", "inclusion", "bad-proof");
  const entry = parseEntry(entryBytes);
  if (!entry.ok) return rest(before, two.check, inclusion, failed("entry", entry.error.code, entry.error.detail));
  const { loggedAt } = entry.value;
  const read = passed("entry", `entry ${index}, logged ${formatInstant(loggedAt)}`);
  const isBeforeEntry = (seconds: number) => seconds * SECOND_MS + LOG_TIME_SLACK_MS < loggedAt;
  return [before, two.check, inclusion, read, checkTime(cosigned, trust, isBeforeEntry)];
}

const EARLY_CONVICTS_NOBODY =
  "It rests on a head that lacks the entry. Anybody can show a witness an old head late, so that this proves nothing against the log.";

/** Cosigned in time by those whom the reader trusts, and the times are not in breach: then the log time is true. */
function checkTime(
  cosigned: Parameters<typeof checkCosigned>[1],
  trust: FraudTrust,
  isFalse: (timeSeconds: number) => boolean,
): Check {
  const anyTime = checkCosigned("cosigned", cosigned, trust, () => true);
  if (anyTime.outcome !== "pass") return anyTime;
  const breach = checkCosigned("cosigned", cosigned, trust, isFalse);
  if (breach.outcome === "pass") return breach;
  return failed("cosigned", "within-bounds", "The log time lies within five minutes of the cosignatures.");
}
