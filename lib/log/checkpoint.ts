/**
 * Checkpoints (C2SP tlog-checkpoint): a signed note whose text is the log's origin, the tree size and the base64 root
 * hash, one a line, and perhaps extension lines.
 */
import { base64Decode, base64Encode } from "#lib/kernel/base.ts";
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import { asHash, type Hash } from "#lib/kernel/hash.ts";
import { parseTreeSize } from "#lib/kernel/ids.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { cosignatureTime } from "./cosignature.ts";
import { ed25519NoteVerifier, isSameKey, type Note, type NoteFault, type NoteVerifier, openNote } from "./note.ts";
import { verifyConsistency } from "./tree.ts";

/** The head of a log: `size` leaves, 32-byte `root`. `extension` lines are opaque, non-empty, and absent in ours. */
export type Checkpoint = {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
  readonly extension?: readonly string[];
};

/** Note text of a checkpoint. Throws RangeError for what no checkpoint may say (empty origin, negative size …). */
export function formatCheckpoint({ origin, size, root, extension = [] }: Checkpoint): string {
  const lines = [origin, String(size), base64Encode(root), ...extension];
  if (!Number.isSafeInteger(size) || size < 0 || lines.some((line) => line === "" || line.includes("\n"))) {
    throw new RangeError(`Not a checkpoint: ${origin}, size ${size}.`);
  }
  return `${lines.join("\n")}\n`;
}

/** Reads a checkpoint's note text; then {@link formatCheckpoint} gives it back exactly. Sizes end at 2^53 − 1. */
export function parseCheckpoint(text: string): Result<Checkpoint, Refusal> {
  const refuse = (detail: string) => err(refusal("malformed", "", detail));
  const [origin = "", sizeText = "", rootText = "", ...rest] = text.split("\n");
  if (rest.pop() !== "") return refuse("A checkpoint is at least three lines, each ended by a newline.");
  if (origin === "") return refuse("The origin line is empty.");
  const size = parseTreeSize(sizeText);
  if (size === undefined) return refuse("The second line is not a tree size below 2^53.");
  const root = base64Decode(rootText);
  if (root?.length !== 32) return refuse("The third line is not the base64 of a 32-byte root hash.");
  if (rest.includes("")) return refuse("An extension line is empty.");
  return ok({ origin, size, root: asHash(root), ...(rest.length > 0 && { extension: rest }) });
}

/** A checkpoint that the log signed; `cosigned` are the known witnesses that did too, with POSIX seconds. */
export type OpenedCheckpoint = {
  readonly checkpoint: Checkpoint;
  readonly cosigned: readonly { readonly witness: NoteVerifier; readonly timeSeconds: number }[];
};

/** `wrong-origin`: signed by this log's key, but the origin line names another log. */
export type CheckpointFault = NoteFault | "wrong-origin";

/**
 * Opens a checkpoint with the log's vkey (type 0x01; its name is the origin) and the witnesses that one knows.
 * A witness's line alone opens nothing: without the log's own signature the answer is `unverified`. `raw`: step 3 of the
 * signature rule for the log's own line.
 */
export function openCheckpoint(
  note: Uint8Array | string | Note,
  logVkey: string,
  witnesses: readonly NoteVerifier[] = [],
  raw?: RawVerify,
): Result<OpenedCheckpoint, CheckpointFault> {
  const log = ed25519NoteVerifier(logVkey, raw);
  if (log === undefined) return err("unverified");
  const opened = openNote(note, [log, ...witnesses]);
  if (!opened.ok) return opened;
  if (!opened.value.verified.some((line) => isSameKey(line, log))) return err("unverified");
  const parsed = parseCheckpoint(opened.value.text);
  if (!parsed.ok) return err("malformed");
  if (parsed.value.origin !== log.name) return err("wrong-origin");
  const cosigned = witnesses.flatMap((witness) => {
    const line = opened.value.verified.find((other) => isSameKey(other, witness));
    const timeSeconds = line === undefined ? undefined : cosignatureTime(line.signature);
    return timeSeconds === undefined ? [] : [{ witness, timeSeconds }];
  });
  return ok({ checkpoint: parsed.value, cosigned });
}

/**
 * `same`: one head. `consistent`: the larger extends the smaller. `conflict`: same size, other root – with two
 * signatures of the log that is proof of a split view. `unproven`: no proof, or one that does not verify; a bad proof
 * convicts nobody. `other-log`: the origins differ.
 */
export type CheckpointComparison = "same" | "consistent" | "conflict" | "unproven" | "other-log";

/** Compares two heads whose signatures were verified; `proof` is the consistency proof from the smaller size. */
export function compareCheckpoints(
  a: Checkpoint,
  b: Checkpoint,
  proof: readonly Uint8Array[] | undefined,
): CheckpointComparison {
  if (a.origin !== b.origin) return "other-log";
  if (a.size === b.size) return equalBytes(a.root, b.root) ? "same" : "conflict";
  const [older, newer] = a.size < b.size ? [a, b] : [b, a];
  if (proof === undefined) return "unproven";
  return verifyConsistency(proof, older.size, newer.size, older.root, newer.root) ? "consistent" : "unproven";
}
