/**
 * A proof of fraud with the signature lines that count for one reader: the log's, and those of watchers in the reader's policy.
 * Lines stand outside what is signed, so that this needs nobody's key. It is another file, with a hash of its own.
 */
import { decodeArchive, encodeArchive } from "#lib/log/archive.ts";
import { ed25519NoteVerifier } from "#lib/log/note.ts";
import { witnessesOf } from "#lib/log/quorum.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import type { FraudProof } from "./fraud-proof.ts";
import { inLineOrder, withLines } from "./note-lines.ts";

/** Undefined for a proof in which no watcher's time counts, or whose log cannot be read. */
export function withOwnLines(proof: FraudProof, logVkey: string, policy: WitnessPolicy): FraudProof | undefined {
  const log = ed25519NoteVerifier(logVkey);
  if (log === undefined) return undefined;
  const keys = inLineOrder(
    log,
    witnessesOf(policy).map(({ verifier }) => verifier),
  );
  if (proof.kind === "false-time") return { ...proof, second: withLines(proof.second, keys) };
  if (proof.kind !== "unmet-promise") return undefined;
  const checkpoint = withLines(proof.checkpoint, keys);
  const archive = proof.archive === null ? null : under(proof.archive, proof.origin, checkpoint);
  return archive === undefined ? undefined : { ...proof, checkpoint, archive };
}

/** The same entries under the note as it is now. */
function under(archive: Uint8Array, origin: string, note: string): Uint8Array | undefined {
  const frames = decodeArchive(archive);
  if (!frames.ok) return undefined;
  const leaves = frames.value.flatMap((frame) => (frame.type === "entries" ? frame.entries : []));
  return encodeArchive({ origin, leaves, checkpointNotes: [note] });
}
