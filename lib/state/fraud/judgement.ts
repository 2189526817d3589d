/** What the verifiers of fraud proofs share: the reader's trust, small checks, and the conclusion from them. */

import { hexEncode } from "#lib/kernel/base.ts";
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { Check, Finding } from "#lib/kernel/checks.ts";
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { type ArchiveFrame, ArchiveReader } from "#lib/log/archive.ts";
import type { Checkpoint } from "#lib/log/checkpoint.ts";
import { append, emptyFrontier, rootOf } from "#lib/log/frontier.ts";
import { isQuorumMetAt, openWitnessedCheckpoint, type WitnessedAt, type WitnessedCheckpoint } from "#lib/log/quorum.ts";
import { leafHash } from "#lib/log/tree.ts";
import { policyWithoutWitnesses, type WitnessPolicy } from "#lib/log/witness-policy.ts";
import type { FraudKind } from "#lib/statement/log-bodies.ts";
import type { FraudProof } from "./fraud-proof.ts";
import { faultOfLines } from "./note-lines.ts";

/**
 * Whom the reader trusts. Without `logVkey` nothing can be proved: anybody can found a log of any name. `policy`: the
 * witnesses whose times count. `log`: pieces of an archive of the accused log, for proofs that leave it out.
 * `promiseKeys`: every promise key that the log has published, where the reader knows them all: then a promise by
 * another is refused before the log is read. `answerKeys`: likewise every answer key that was ever in force.
 */
export type FraudTrust = {
  readonly logVkey: string | undefined;
  readonly policy?: WitnessPolicy;
  readonly log?: Iterable<Uint8Array>;
  /** Public parts of the accused log that the reader has, for verdicts whose proof leaves them out. */
  readonly part?: (commit: string) => Promise<Uint8Array | undefined>;
  readonly promiseKeys?: readonly Did[];
  readonly answerKeys?: readonly Did[];
  readonly raw?: RawVerify;
};

/**
 * `equivocation` and `tampered`: proven. `policy-not-met`: true as far as it goes, but not cosigned by whom the reader
 * trusts. `incomplete`: this reader lacks something (the key, the log, the fold version). `unproven`: it shows nothing.
 */
export type FraudVerdict = "equivocation" | "tampered" | "policy-not-met" | "incomplete" | "unproven";

/** Exit codes of `touchstone verify` for each verdict; an unproven accusation leaves the question open. */
export const FRAUD_EXIT_CODES: Record<FraudVerdict, number> = {
  tampered: 1,
  incomplete: 2,
  unproven: 2,
  equivocation: 3,
  "policy-not-met": 4,
};

/** `ok`: the log is convicted. */
export type FraudFinding = Finding & {
  readonly verdict: FraudVerdict;
  readonly exitCode: number;
  readonly proof?: FraudProof;
};

const EQUIVOCATIONS: readonly FraudKind[] = ["conflicting-checkpoints", "inconsistent-sizes", "contradicting-answers"];

/** Stricter than `findingOf`: a check that cannot be made convicts nobody. */
export function concludeFraud(checks: Check[], proof: FraudProof | undefined): FraudFinding {
  const verdict = verdictOf(checks, proof);
  const ok = verdict === "equivocation" || verdict === "tampered";
  return { ok, checks, verdict, exitCode: FRAUD_EXIT_CODES[verdict], ...(proof === undefined ? {} : { proof }) };
}

function verdictOf(checks: readonly Check[], proof: FraudProof | undefined): FraudVerdict {
  const failed = checks.filter(({ outcome }) => outcome === "fail");
  if (proof === undefined || failed.some(({ reason }) => reason !== "policy-not-met")) return "unproven";
  if (failed.length > 0) return "policy-not-met";
  if (checks.some(({ outcome }) => outcome !== "pass")) return "incomplete";
  return EQUIVOCATIONS.includes(proof.kind) ? "equivocation" : "tampered";
}

export function passed(name: string, detail?: string): Check {
  return { name, outcome: "pass", ...(detail === undefined ? {} : { detail }) };
}

export function failed(name: string, reason: string, detail: string): Check {
  return { name, outcome: "fail", reason, detail };
}

export function cannotCheck(name: string, reason: string, detail: string): Check {
  return { name, outcome: "cannot-check", reason, detail };
}

export function notRun(...names: string[]): Check[] {
  return names.map((name) => ({ name, outcome: "not-run" }));
}

/** A check that passes when there is nothing to object. */
export function unless(objection: string | undefined, name: string, reason: string): Check {
  return objection === undefined ? passed(name) : failed(name, reason, objection);
}

/**
 * Opens a head of the accused log; the check is named `name`. The note bears the log's line and, when its time counts
 * (`isTimed`), lines of the reader's witnesses; none else.
 */
export function openHead(
  name: string,
  note: string,
  origin: string,
  { logVkey, policy, raw }: FraudTrust,
  { isTimed = false }: { isTimed?: boolean } = {},
): { check: Check; head: WitnessedCheckpoint | undefined } {
  if (logVkey === undefined) {
    const detail = "Anyone can found a log of this name: give the log's key, from your records or another source.";
    return { check: cannotCheck(name, "log-key-needed", detail), head: undefined };
  }
  const opened = openWitnessedCheckpoint(note, logVkey, policy ?? policyWithoutWitnesses(logVkey), raw);
  if (!opened.ok) {
    const check = failed(name, opened.error, "Not a checkpoint that this log's key signed.");
    return { check, head: undefined };
  }
  if (opened.value.checkpoint.origin !== origin) {
    const check = failed(name, "wrong-origin", "The checkpoint is of another log than the one accused.");
    return { check, head: undefined };
  }
  const lines = checkLines(name, note, logVkey, isTimed ? policy : null);
  if (lines !== undefined) return { check: lines, head: undefined };
  return { check: passed(name, `size ${opened.value.checkpoint.size}`), head: opened.value };
}

/** Undefined when the lines are those that are needed. Without witnesses to trust, no time can be judged anyway. */
function checkLines(
  name: string,
  note: string,
  logVkey: string,
  policy: WitnessPolicy | null | undefined,
): Check | undefined {
  if (policy === undefined || policy?.witnesses.length === 0) return undefined;
  const fault = faultOfLines(note, logVkey, policy);
  if (fault === "foreign-lines") {
    const detail = "It bears lines of others than the log and the watchers that you trust: leave those out.";
    return failed(name, "policy-not-met", detail);
  }
  return fault && failed(name, fault, "It bears other signature lines than those that the proof needs.");
}

/** Whether the witnesses that the reader trusts cosigned at a time that `holds` (POSIX seconds). */
export function checkCosigned(
  name: string,
  cosigned: readonly WitnessedAt[],
  { policy }: FraudTrust,
  holds: (timeSeconds: number) => boolean,
): Check {
  if (policy === undefined || policy.witnesses.length === 0)
    return cannotCheck(name, "policy-needed", "Name the watchers that you trust: only their clocks count.");
  if (isQuorumMetAt(policy, cosigned, holds)) return passed(name);
  return failed(name, "policy-not-met", "Not cosigned at such a time by the watchers that you trust.");
}

/**
 * Hands the first entries of the log to `onLeaf` and checks that they are those of the head, whose note is `note`. Parts of
 * an archive beside the proof go into `parts`, by commitment.
 */
export function readLog(...asked: Parameters<typeof readingLog>): Check {
  const reading = readingLog(...asked);
  let step = reading.next();
  while (!step.done) step = reading.next();
  return step.value;
}

/** The same in small steps, for a page that has to stay alive meanwhile. */
export function* readingLog(
  name: string,
  { head, note }: { head: Checkpoint; note: string },
  inProof: Uint8Array | null,
  { log }: Pick<FraudTrust, "log">,
  onLeaf: (leaf: Uint8Array) => void,
  parts?: Map<string, Uint8Array>,
): Generator<void, Check> {
  const pieces = inProof === null ? log : [inProof];
  if (pieces === undefined) {
    const detail = `The proof needs the first ${head.size} entries of the log, which this file does not hold: give an archive.`;
    return cannotCheck(name, "log-needed", detail);
  }
  // What the accuser put into the proof must bear it out; an archive that the reader laid beside it may be the wrong one.
  const unfit = (reason: string, detail: string): Check =>
    inProof === null
      ? cannotCheck(name, "log-needed", `The archive beside it does not fit: ${detail}`)
      : failed(name, reason, detail);
  const reader = new ArchiveReader();
  let frontier = emptyFrontier();
  for (const piece of pieces) {
    const frames = reader.push(piece);
    if (!frames.ok) return unfit("malformed-archive", frames.error.detail);
    for (const frame of frames.value) {
      if (inProof === null && frame.type === "header" && frame.header.origin !== head.origin)
        return unfit("wrong-origin", `it is of the log ${frame.header.origin}.`);
      // An archive in the proof holds what is needed and nothing else; one beside it may go on.
      if (inProof !== null && isForeign(frame, head, note))
        return failed(name, "malformed-archive", "It holds more than the log.");
      if (frame.type === "part") parts?.set(hexEncode(frame.commit), frame.part.bytes);
      if (frame.type !== "entries") continue;
      const leaves = frame.entries.slice(0, Math.max(0, head.size - frontier.size));
      frontier = append(frontier, leaves.map(leafHash)).frontier;
      for (const leaf of leaves) {
        onLeaf(leaf);
        yield;
      }
    }
  }
  const missing = inProof === null ? undefined : reader.end();
  if (missing !== undefined) return unfit("malformed-archive", missing.detail);
  if (frontier.size < head.size)
    return cannotCheck(name, "log-needed", `The archive ends before entry ${head.size - 1}.`);
  if (equalBytes(rootOf(frontier), head.root)) return passed(name);
  return unfit("wrong-root", "these are not the entries that the head stands for.");
}

function isForeign(frame: ArchiveFrame, head: Checkpoint, note: string): boolean {
  if (frame.type === "header") return frame.header.origin !== head.origin || frame.header.size !== head.size;
  if (frame.type === "checkpoint") return frame.note !== note;
  return frame.type === "part";
}
