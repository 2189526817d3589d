/**
 * Which witnesses of a policy stand behind a checkpoint, how many of them are independent of the log, and since when.
 *
 * Demonstration witnesses run on the same machine as the log, for people who want to see the machinery. They say so in
 * their key name, whose host ends in `.demo.invalid`, and count as no independent witness at all. Neither does the witness
 * that the log itself is for others: a log that stands behind itself says nothing.
 */
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import { ok, type Result } from "#lib/kernel/result.ts";
import { type Checkpoint, type CheckpointFault, openCheckpoint } from "./checkpoint.ts";
import { cosignatureVerifier } from "./cosignature.ts";
import type { NoteVerifier } from "./note.ts";
import { parseVkey } from "./vkey.ts";
import { isQuorumMet, type WitnessPolicy } from "./witness-policy.ts";

/** `name` is the policy's name for the witness; `isDemonstration` follows from its key name. */
export type KnownWitness = {
  readonly name: string;
  readonly verifier: NoteVerifier;
  readonly isDemonstration: boolean;
};

/** Whether a witness's key name marks it as a demonstration: host `demo.invalid` or below it, then perhaps a path. */
export function isDemonstrationName(keyName: string): boolean {
  const host = keyName.split("/")[0] ?? "";
  return host === "demo.invalid" || host.endsWith(".demo.invalid");
}

/** The policy's witnesses, ready to verify. */
export function witnessesOf(policy: WitnessPolicy, raw?: RawVerify): KnownWitness[] {
  return policy.witnesses.flatMap(({ name, vkey }) => {
    const verifier = cosignatureVerifier(vkey, raw);
    return verifier === undefined ? [] : [{ name, verifier, isDemonstration: isDemonstrationName(verifier.name) }];
  });
}

/** Of which log a witness is to be independent; `witnessKey` is the public key that its genesis names, where known. */
export type WatchedLog = { readonly origin: string; readonly witnessKey?: Uint8Array | undefined };

/** Whether a witness is the log's own: a demonstration, or the log itself by key name or by key. */
export function isOwnWitness(vkey: string, { origin, witnessKey }: WatchedLog): boolean {
  const key = parseVkey(vkey);
  if (key === undefined) return false;
  const isItself = key.name === `${origin}/witness` || (witnessKey && equalBytes(key.publicKey, witnessKey)) === true;
  return isItself || isDemonstrationName(key.name);
}

/** How many of the witnesses that cosigned (names of the policy) are independent of the log. */
export function independentCount(policy: WitnessPolicy, cosigned: ReadonlySet<string>, log: WatchedLog): number {
  return policy.witnesses.filter(({ name, vkey }) => cosigned.has(name) && !isOwnWitness(vkey, log)).length;
}

/** A cosignature: `witness` is the policy's name, the time POSIX seconds. */
export type WitnessedAt = { readonly witness: string; readonly timeSeconds: number };

export type WitnessedCheckpoint = {
  readonly checkpoint: Checkpoint;
  readonly cosigned: readonly WitnessedAt[];
  readonly isQuorumMet: boolean;
  readonly independent: number;
};

/** Opens a checkpoint as {@link openCheckpoint} does and says what the policy's witnesses add to it. */
export function openWitnessedCheckpoint(
  note: Uint8Array | string,
  logVkey: string,
  policy: WitnessPolicy,
  raw?: RawVerify,
): Result<WitnessedCheckpoint, CheckpointFault> {
  const witnesses = witnessesOf(policy, raw);
  const verifiers = witnesses.map(({ verifier }) => verifier);
  const opened = openCheckpoint(note, logVkey, verifiers, raw);
  if (!opened.ok) return opened;
  const cosigned = opened.value.cosigned.flatMap(({ witness, timeSeconds }) => {
    const known = witnesses.find(({ verifier }) => verifier === witness);
    return known === undefined ? [] : [{ witness: known.name, timeSeconds }];
  });
  const names = new Set(cosigned.map(({ witness }) => witness));
  return ok({
    checkpoint: opened.value.checkpoint,
    cosigned,
    isQuorumMet: isQuorumMet(policy, names),
    independent: independentCount(policy, names, opened.value.checkpoint),
  });
}

/**
 * Do the cosignatures whose time satisfies `holds` (POSIX seconds) count? They do when they make the policy's quorum and
 * are of more than half of its witnesses: a quorum may be small or `none`, and one clock that is fast or slow must not
 * convict a log. By the same rule a log stops when its own clock is refuted, before anybody could convict it.
 */
export function isQuorumMetAt(
  policy: WitnessPolicy,
  cosigned: readonly WitnessedAt[],
  holds: (timeSeconds: number) => boolean,
): boolean {
  const names = new Set(cosigned.filter(({ timeSeconds }) => holds(timeSeconds)).map(({ witness }) => witness));
  return names.size * 2 > policy.witnesses.length && isQuorumMet(policy, names);
}
