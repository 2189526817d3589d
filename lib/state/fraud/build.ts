/**
 * Builds fraud proofs from what somebody holds. Each answers undefined where there is nothing to prove; what is built
 * holds only the signature lines that it needs, so that no byte of it can be changed. Verify before publishing.
 */
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import { encodeArchive } from "#lib/log/archive.ts";
import { type Checkpoint, openCheckpoint } from "#lib/log/checkpoint.ts";
import { ed25519NoteVerifier } from "#lib/log/note.ts";
import { isQuorumMetAt, openWitnessedCheckpoint, type WitnessedAt, witnessesOf } from "#lib/log/quorum.ts";
import type { Receipt } from "#lib/log/receipt.ts";
import {
  type GetNode,
  type NodeAt,
  nodesForConsistency,
  nodesOfRoot,
  proveConsistency,
  rootFromNodes,
} from "#lib/log/tree.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import { commitOf, type Part } from "#lib/statement/submission.ts";
import type {
  ConflictingCheckpoints,
  FalseTime,
  InconsistentSizes,
  ProvenLeaf,
  UnmetPromise,
  WrongStateRoot,
  WrongVerdict,
} from "./fraud-proof.ts";
import { inLineOrder, withLines } from "./note-lines.ts";

/** The note with the log's own line alone; undefined unless the log's key signed it. `raw`: see RawVerify. */
export function logSignedNote(
  note: string,
  logVkey: string,
  raw?: RawVerify,
): { note: string; checkpoint: Checkpoint } | undefined {
  const opened = openCheckpoint(note, logVkey, [], raw);
  const log = ed25519NoteVerifier(logVkey);
  if (!opened.ok || log === undefined) return undefined;
  return { note: withLines(note, [log]), checkpoint: opened.value.checkpoint };
}

/** Two heads of one size: undefined unless both are signed and their roots differ. */
export function buildConflictingCheckpoints(
  first: string,
  second: string,
  logVkey: string,
): ConflictingCheckpoints | undefined {
  const [a, b] = [logSignedNote(first, logVkey), logSignedNote(second, logVkey)];
  if (a === undefined || b === undefined || a.checkpoint.size !== b.checkpoint.size) return undefined;
  if (equalBytes(a.checkpoint.root, b.checkpoint.root)) return undefined;
  return { kind: "conflicting-checkpoints", origin: a.checkpoint.origin, first: a.note, second: b.note };
}

/** Nodes of the larger tree that {@link buildInconsistentSizes} asks for: from tiles, verified against its head. */
export function nodesForInconsistency(smallerSize: number, largerSize: number): NodeAt[] {
  return [...nodesOfRoot(smallerSize), ...nodesForConsistency(smallerSize, largerSize)];
}

/**
 * Two heads of which the larger does not extend the smaller, with the nodes of the larger tree (as the accused log
 * serves it). Undefined when it does extend it, or when the nodes are not those of the larger head.
 */
export function buildInconsistentSizes(
  smaller: string,
  larger: string,
  logVkey: string,
  nodesOfLarger: GetNode,
): InconsistentSizes | undefined {
  const [a, b] = [logSignedNote(smaller, logVkey), logSignedNote(larger, logVkey)];
  if (a === undefined || b === undefined) return undefined;
  const [from, to] = [a.checkpoint, b.checkpoint];
  if (from.size < 1 || from.size >= to.size) return undefined;
  const root = rootFromNodes(from.size, nodesOfLarger);
  if (equalBytes(root, from.root)) return undefined;
  const consistency = proveConsistency(from.size, to.size, nodesOfLarger);
  const evidence = { prefix: { consistency, root } };
  return { kind: "inconsistent-sizes", origin: from.origin, first: a.note, second: b.note, evidence };
}

/** Two heads and the leaves that they hold at one index, from two receipts, say. */
export function buildDifferentLeaves(
  heads: readonly [string, string],
  index: number,
  leaves: readonly [ProvenLeaf, ProvenLeaf],
  logVkey: string,
): InconsistentSizes | undefined {
  const [a, b] = [logSignedNote(heads[0], logVkey), logSignedNote(heads[1], logVkey)];
  if (a === undefined || b === undefined || equalBytes(leaves[0].leaf, leaves[1].leaf)) return undefined;
  const origin = a.checkpoint.origin;
  return { kind: "inconsistent-sizes", origin, first: a.note, second: b.note, evidence: { index, leaves } };
}

/** Leaves of the log from entry 0 on; null: the proof leaves the log out and needs an archive beside it. */
export type LogOrNot = readonly Uint8Array[] | null;

/** The receipt of a false `state.root` and the log up to the receipt's checkpoint. */
export function buildWrongStateRoot(receipt: Receipt, log: LogOrNot, logVkey: string): WrongStateRoot | undefined {
  const head = logSignedNote(receipt.checkpointNote, logVkey);
  if (head === undefined) return undefined;
  const own = { ...receipt, checkpointNote: head.note };
  return { kind: "wrong-state-root", origin: head.checkpoint.origin, receipt: own, archive: archiveOf(head, log) };
}

/** The receipt of a verdict, what it rests on, and the log up to the receipt's checkpoint. */
export function buildWrongVerdict(
  receipt: Receipt,
  parts: readonly Part[],
  log: LogOrNot,
  logVkey: string,
): WrongVerdict | undefined {
  const head = logSignedNote(receipt.checkpointNote, logVkey);
  if (head === undefined) return undefined;
  const own = { ...receipt, checkpointNote: head.note };
  const inOrder = parts.toSorted((a, b) => (commitOf(a) < commitOf(b) ? -1 : 1));
  const { origin } = head.checkpoint;
  return { kind: "wrong-verdict", origin, receipt: own, parts: inOrder, archive: archiveOf(head, log) };
}

/** A promise note and a cosigned head that lacks the statement; `hardBySeconds` is the promise's. */
export function buildUnmetPromise(
  { promise, checkpoint, hardBySeconds }: { promise: string; checkpoint: string; hardBySeconds: number },
  log: LogOrNot,
  logVkey: string,
  policy: WitnessPolicy,
): UnmetPromise | undefined {
  const note = cosignedNote(checkpoint, logVkey, policy, (seconds) => seconds > hardBySeconds);
  const head = logSignedNote(checkpoint, logVkey);
  if (note === undefined || head === undefined) return undefined;
  const archive = archiveOf({ ...head, note }, log);
  return { kind: "unmet-promise", origin: head.checkpoint.origin, promise, checkpoint: note, archive };
}

/**
 * An entry of a head, with its inclusion proof, whose time is too late for the head. `holds` tells whether a cosignature
 * at that second shows it.
 */
export function buildFalseTime(
  head: string,
  entry: Pick<FalseTime, "index" | "entryBytes" | "proof">,
  logVkey: string,
  policy: WitnessPolicy,
  holds: (timeSeconds: number) => boolean,
): FalseTime | undefined {
  const signed = logSignedNote(head, logVkey);
  const second = cosignedNote(head, logVkey, policy, holds);
  if (signed === undefined || second === undefined) return undefined;
  return { kind: "false-time", origin: signed.checkpoint.origin, first: null, second, ...entry };
}

/** The log's line and the fewest witness lines whose times hold and that make the policy's quorum. */
function cosignedNote(
  note: string,
  logVkey: string,
  policy: WitnessPolicy,
  holds: (timeSeconds: number) => boolean,
): string | undefined {
  const opened = openWitnessedCheckpoint(note, logVkey, policy);
  const log = ed25519NoteVerifier(logVkey);
  if (!opened.ok || log === undefined) return undefined;
  let needed: WitnessedAt[] = opened.value.cosigned.filter(({ timeSeconds }) => holds(timeSeconds));
  if (!isQuorumMetAt(policy, needed, holds)) return undefined;
  for (const each of needed) {
    const without = needed.filter((other) => other !== each);
    if (isQuorumMetAt(policy, without, holds)) needed = without;
  }
  const names = new Set(needed.map(({ witness }) => witness));
  const witnesses = witnessesOf(policy).filter(({ name }) => names.has(name));
  const keys = witnesses.map(({ verifier }) => verifier);
  return withLines(note, inLineOrder(log, keys));
}

function archiveOf({ note, checkpoint }: { note: string; checkpoint: Checkpoint }, log: LogOrNot): Uint8Array | null {
  if (log === null) return null;
  const leaves = log.slice(0, checkpoint.size);
  return encodeArchive({ origin: checkpoint.origin, leaves, checkpointNotes: [note] });
}
