/**
 * Verifies a fraud proof with nothing but the file and the reader's own trust. Every check is listed in order; only when
 * all of them pass is the log convicted. Never throws.
 */
import type { CheckFacts } from "#lib/evidence/checks/facts.ts";
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import { formatInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import { parseNote } from "#lib/log/note.ts";
import { parsePromise, verifyPromise } from "#lib/log/promise.ts";
import { buildReceipt, verifyReceipt } from "#lib/log/receipt.ts";
import { leafHash, verifyConsistency, verifyInclusion } from "#lib/log/tree.ts";
import { formatVkey } from "#lib/log/vkey.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import type { FraudKind } from "#lib/statement/log-bodies.ts";
import { Replay } from "../audit.ts";
import { LOG_TIME_SLACK_MS } from "../log-time.ts";
import { ANSWER_CHECKS, judgeContradiction } from "./contradiction.ts";
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
import { wasInForce } from "./key-in-force.ts";
import { faultOfLines } from "./note-lines.ts";
import { openVerdict, runAgain, VERDICT_CHECKS } from "./wrong-verdict.ts";

/**
 * Judges the bytes of a `.fraud.json`. The first check is `form`; the others are those of the kind. Of a wrong verdict the
 * last check stays open: see {@link verifyByRunning}.
 */
export function verifyFraudProof(bytes: Uint8Array, trust: FraudTrust): FraudFinding {
  const parsed = parseFraudProof(bytes);
  if (!parsed.ok) {
    const { code, pointer, detail } = parsed.error;
    return concludeFraud([failed("form", code, `${pointer || "the whole document"}: ${detail}`)], undefined);
  }
  const proof = parsed.value;
  return concludeFraud([passed("form", proof.kind), ...checksOf(proof, trust)], proof);
}

/** As {@link verifyFraudProof}, and runs again what must be. `hosts` as for a verdict; without them code is not run. */
export async function verifyByRunning(
  bytes: Uint8Array,
  trust: FraudTrust,
  hosts: CheckFacts["hosts"],
): Promise<FraudFinding> {
  const parsed = parseFraudProof(bytes);
  if (!parsed.ok || parsed.value.kind !== "wrong-verdict") return verifyFraudProof(bytes, trust);
  const proof = parsed.value;
  const { checks, opened } = openVerdict(proof, trust);
  const found = opened === undefined ? checks : await runAgain(checks, opened, trust, hosts);
  return concludeFraud([passed("form", proof.kind), ...found], proof);
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
    case "wrong-verdict":
      return openVerdict(proof, trust).checks;
    case "contradicting-answers":
      return judgeContradiction(proof, trust);
  }
}

/** The checks behind `form`, by kind, as the documentation lists them. */
export const FRAUD_CHECKS: Record<FraudKind, readonly string[]> = {
  "conflicting-checkpoints": ["first-head", "second-head", "conflict"],
  "inconsistent-sizes": ["first-head", "second-head", "inconsistency"],
  "wrong-state-root": ["head", "inclusion", "log", "claim", "fold-version", "state-root"],
  "unmet-promise": ["head", "cosigned", "log", "promise", "time-over", "absence"],
  "false-time": ["first-head", "second-head", "inclusion", "entry", "cosigned"],
  "wrong-verdict": VERDICT_CHECKS,
  "contradicting-answers": ANSWER_CHECKS,
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
  if (inclusion.outcome !== "pass") return rest(check, inclusion);
  const statement = entry.ok ? entry.value.parsed.statement : undefined;
  const size = statement?.kind === "state.root" ? statement.body.size : undefined;
  const noClaim = failed("claim", "not-a-claim", "The entry is no state root of the index itself.");
  if (typeof size !== "number")
    return [check, inclusion, ...notRun("log"), noClaim, ...notRun("fold-version", "state-root")];
  const replay = new Replay(origin as Origin, trust.raw, { rootsAt: [size] });
  const source = { head: head.checkpoint, note: receipt.checkpointNote };
  // An archive in the proof is at hand anyway: it is the log's before it is replayed, which takes far longer.
  const held: Uint8Array[] = [];
  const take = (leaf: Uint8Array) => {
    if (replay.size <= receipt.index) replay.push(leaf);
  };
  const log = readLog("log", source, archive, trust, archive === null ? take : (leaf) => held.push(leaf));
  if (log.outcome !== "pass") return rest(check, inclusion, log);
  held.forEach(take);
  const claim = replay.claims.find((each) => each.index === receipt.index);
  if (claim === undefined) return rest(check, inclusion, log, noClaim);
  const isClaim = passed("claim", `entry ${claim.index}, about the first ${claim.size} entries`);
  if (claim.outcome === "cannot-check") {
    const what = claim.reason === "unknown-model" ? "marks by a model" : "a fold";
    const detail = `The claim was made with ${what} that this verifier does not have; another one can check it.`;
    return rest(check, inclusion, log, isClaim, cannotCheck("fold-version", claim.reason ?? "overtaken", detail));
  }
  const objection = claim.outcome === "pass" ? "The state root is what the log gives." : undefined;
  return [check, inclusion, log, isClaim, passed("fold-version"), unless(objection, "state-root", "true-state-root")];
}

/** What needs no log comes before the log is read, and what needs no replay before the replay. */
function judgePromise({ origin, promise, checkpoint, archive }: UnmetPromise, trust: FraudTrust): Check[] {
  const sofar = (...done: Check[]) =>
    FRAUD_CHECKS["unmet-promise"].flatMap((name) => done.find((check) => check.name === name) ?? notRun(name));
  const { check, head } = openHead("head", checkpoint, origin, trust, { isTimed: true });
  if (head === undefined) return sofar(check);
  const cosigned = checkCosigned("cosigned", head.cosigned, trust, () => true);
  if (cosigned.outcome !== "pass") return sofar(check, cosigned);
  const stranger = failed("promise", "bad-signature", "Not signed by a promise key that this log has published.");
  const claimed = parsePromise(parseNote(promise)?.text ?? "");
  if (!claimed.ok) return sofar(check, cosigned, failed("promise", claimed.error.code, claimed.error.detail));
  const { statementHash, hardBySeconds } = claimed.value;
  const { promiseKeys } = trust;
  if (promiseKeys !== undefined && !promiseKeys.some((key) => isPromiseBy(key, promise, origin)))
    return sofar(check, cosigned, stranger);
  const inTime = checkCosigned("time-over", head.cosigned, trust, (seconds) => seconds > hardBySeconds);
  // Whose cosignatures count was asked above: what fails here is the time.
  const early = "The head was cosigned before the promise's time was over.";
  const overdue = inTime.outcome === "fail" ? failed("time-over", "not-over", early) : inTime;
  if (overdue.outcome !== "pass") return sofar(check, cosigned, overdue);
  const leaves: Uint8Array[] = [];
  const named = new Set<Did>();
  let objection: string | undefined;
  const log = readLog("log", { head: head.checkpoint, note: checkpoint }, archive, trust, (leaf) => {
    leaves.push(leaf);
    const entry = parseEntry(leaf);
    if (!entry.ok) return;
    const { hash, statement } = entry.value.parsed;
    if (hash === statementHash) objection = "The statement is in the log.";
    const key = promiseKeyIn(statement);
    if (key !== undefined) named.add(key);
  });
  if (log.outcome !== "pass") return sofar(check, cosigned, log, overdue);
  const absence = unless(objection, "absence", "included");
  if (absence.outcome !== "pass") return sofar(check, cosigned, log, overdue, absence);
  const key = [...named].find((each) => isPromiseBy(each, promise, origin));
  if (key === undefined || !wasInForce(origin, leaves, "promise", key))
    return sofar(check, cosigned, log, stranger, overdue);
  const promised = passed("promise", `to be in the log by ${hardBySeconds} (POSIX seconds)`);
  return sofar(check, cosigned, log, promised, overdue, absence);
}

function promiseKeyIn({ kind, body }: { kind: string; body: Record<string, unknown> }): Did | undefined {
  const key = kind.startsWith("index.") ? body.promiseKey : undefined;
  return typeof key === "string" ? (key as Did) : undefined;
}

function isPromiseBy(key: Did, note: string, origin: string): boolean {
  const publicKey = publicKeyOfDid(key);
  if (publicKey === undefined) return false;
  const vkey = formatVkey({ name: `${origin}/promise`, type: "ed25519", publicKey });
  return verifyPromise(note, vkey).ok && faultOfLines(note, vkey, null) === undefined;
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
  "It rests on a head that lacks the entry. Anybody can show a watcher an old head late, so that this proves nothing against the log.";

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
