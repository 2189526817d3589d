/**
 * Two answers of an index to one question of one size that say different things, both signed by its answer key. Needs no log where
 * the key is that of genesis, the entry at index 0; a key that came later counts when
 * it was in force.
 */
import { compareBytes } from "#lib/kernel/bytes.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { parseCheckpoint } from "#lib/log/checkpoint.ts";
import { parseNote } from "#lib/log/note.ts";
import { buildReceipt, type Receipt, verifyReceipt } from "#lib/log/receipt.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { checkAnswerSignature, contradicts, type OpenedAnswer, openAnswer } from "#lib/statement/signed-answer.ts";
import { logSignedNote } from "./build.ts";
import type { ContradictingAnswers } from "./fraud-proof.ts";
import { cannotCheck, type FraudTrust, failed, notRun, openHead, passed, readLog, unless } from "./judgement.ts";
import { wasInForce } from "./key-in-force.ts";

export const ANSWER_CHECKS = [
  "first-answer",
  "second-answer",
  "contradiction",
  "head",
  "inclusion",
  "answer-key",
] as const;

/**
 * `receipt`: of the entry that names the answer key, index.genesis or index.key. Undefined where the two do not contradict each
 * other, are of two keys, or the receipt's head is not the log's.
 */
export function buildContradiction(
  one: Uint8Array,
  other: Uint8Array,
  receipt: Receipt,
  logVkey: string,
): ContradictingAnswers | undefined {
  const [first, second] = compareBytes(one, other) < 0 ? [one, other] : [other, one];
  const [a, b] = [openAnswer(first), openAnswer(second)];
  const head = logSignedNote(receipt.checkpointNote, logVkey);
  if (!a.ok || !b.ok || head === undefined || head.checkpoint.origin !== a.value.answer.origin) return undefined;
  if (a.value.keyid !== b.value.keyid || contradicts(a.value.answer, b.value.answer) !== true) return undefined;
  const own = { ...receipt, checkpointNote: head.note };
  return { kind: "contradicting-answers", origin: head.checkpoint.origin, first, second, receipt: own };
}

export function judgeContradiction(proof: ContradictingAnswers, trust: FraudTrust): Check[] {
  const { origin, receipt } = proof;
  const sofar = (...done: Check[]) => [...done, ...notRun(...ANSWER_CHECKS.slice(done.length))];
  const one = readAnswer("first-answer", proof.first, origin, trust);
  const two = readAnswer("second-answer", proof.second, origin, trust);
  if (one.opened === undefined || two.opened === undefined) return sofar(one.check, two.check);
  const contradiction = checkContradiction(proof, one.opened, two.opened);
  if (contradiction.outcome !== "pass") return sofar(one.check, two.check, contradiction);
  const { check: head } = openHead("head", receipt.checkpointNote, origin, trust);
  if (head.outcome !== "pass") return sofar(one.check, two.check, contradiction, head);
  const isLogged = verifyReceipt(buildReceipt(receipt), { logVkey: trust.logVkey }).ok;
  const inclusion = unless(isLogged ? undefined : "The entry is not in the log.", "inclusion", "bad-proof");
  if (!isLogged) return sofar(one.check, two.check, contradiction, head, inclusion);
  return [one.check, two.check, contradiction, head, inclusion, checkKey(proof, one.opened.keyid, trust)];
}

function readAnswer(name: string, bytes: Uint8Array, origin: string, { raw }: FraudTrust) {
  const opened = openAnswer(bytes);
  if (!opened.ok)
    return {
      check: failed(name, opened.error.code, `${opened.error.pointer}: ${opened.error.detail}`),
      opened: undefined,
    };
  if (opened.value.answer.origin !== origin)
    return {
      check: failed(name, "wrong-origin", "It is an answer of another index than the one accused."),
      opened: undefined,
    };
  const { outcome, reason = "", detail = "" } = checkAnswerSignature(opened.value, raw);
  if (outcome !== "pass") return { check: failed(name, reason, detail), opened: undefined };
  const { request, asOf } = opened.value.answer;
  return { check: passed(name, `${request.path}, after ${asOf.size} entries`), opened: opened.value };
}

function checkContradiction({ first, second }: ContradictingAnswers, one: OpenedAnswer, two: OpenedAnswer): Check {
  const name = "contradiction";
  if (one.keyid !== two.keyid) return failed(name, "other-key", "The answers are signed by two keys.");
  // Either order would show the same, and one fraud make two files.
  if (compareBytes(first, second) >= 0)
    return failed(name, "order", "The answers do not stand in the order of their bytes.");
  const found = contradicts(one.answer, two.answer);
  if (found === true) return passed(name);
  const detail = found === undefined ? "They are not of one question and size." : "Both say the same.";
  return failed(name, "no-contradiction", detail);
}

/** Whether the answers' key speaks for the index. */
function checkKey({ origin, receipt }: ContradictingAnswers, keyid: Did, trust: FraudTrust): Check {
  const name = "answer-key";
  if (answerKeyIn(receipt.entryBytes) !== keyid)
    return failed(name, "not-named", "The entry does not name the key of the answers as that of the index.");
  // Entry 0 of a log is its genesis or nothing.
  if (receipt.index === 0) return passed(name, "named by the log's genesis");
  const { answerKeys, log } = trust;
  const stranger = failed(
    name,
    "not-in-force",
    "The key was never in force: the entry that names it is void, or was not agreed to.",
  );
  if (answerKeys !== undefined) return answerKeys.includes(keyid) ? passed(name) : stranger;
  const head = parseCheckpoint(parseNote(receipt.checkpointNote)?.text ?? "");
  if (log === undefined || !head.ok) {
    const detail = "The key came after genesis. Whether it was ever in force follows from the log: give an archive.";
    return cannotCheck(name, "log-needed", detail);
  }
  const leaves: Uint8Array[] = [];
  const source = { head: head.value, note: receipt.checkpointNote };
  const read = readLog(name, source, null, trust, (leaf) => leaves.push(leaf));
  if (read.outcome !== "pass") return read;
  return wasInForce(origin, leaves, "answer", keyid) ? passed(name) : stranger;
}

/** Undefined for an entry that names none. */
export function answerKeyIn(entryBytes: Uint8Array): Did | undefined {
  const entry = parseEntry(entryBytes);
  const statement = entry.ok ? entry.value.parsed.statement : undefined;
  const key = statement?.kind.startsWith("index.") === true ? statement.body.answerKey : undefined;
  return typeof key === "string" ? (key as Did) : undefined;
}
