/**
 * The witness protocol (C2SP tlog-witness v1), both sides, without the network: what a log sends to `add-checkpoint`,
 * what a witness decides about it, and what the log reads from the answer.
 *
 * Request body: `old <size>`, up to 63 consistency proof lines, an empty line, the signed checkpoint. A witness keeps
 * for each log only the last head that it cosigned; comparing with it and replacing it must be one atomic act.
 */
import { base64Encode } from "#lib/kernel/base.ts";
import { equalBytes, utf8Decode } from "#lib/kernel/bytes.ts";
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import { parseTreeSize } from "#lib/kernel/ids.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { type Checkpoint, openCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import { cosignatureTime } from "./cosignature.ts";
import { formatSignatureLine, isSameKey, type NoteSignature, type NoteVerifier, openNote, parseNote } from "./note.ts";
import { parseHashes } from "./proof-file.ts";
import { emptyRoot, verifyConsistency } from "./tree.ts";

/** `checkpoint` is what the note says; nothing is verified yet. `checkpoint.origin` tells whose log it is. */
export type AddCheckpointRequest = {
  readonly oldSize: number;
  readonly proof: readonly Hash[];
  readonly checkpointNote: string;
  readonly checkpoint: Checkpoint;
};

/** The head that a witness cosigned last for one log. */
export type CosignedHead = { readonly size: number; readonly root: Hash };

/** Media type of a 409 answer that carries the size from which to try again. */
export const SIZE_MEDIA_TYPE = "text/x.tlog.size";
export const MAX_CONSISTENCY_LINES = 63;
/** A request with 63 lines and a hundred cosignatures fits; longer bodies are refused unread. */
export const MAX_ADD_CHECKPOINT_BYTES = 65_536;

/** Body of a request. `oldSize` 0 takes an empty proof. */
export function formatAddCheckpoint(request: Omit<AddCheckpointRequest, "checkpoint">): string {
  const lines = [`old ${request.oldSize}`, ...request.proof.map((hash) => base64Encode(hash))];
  return `${lines.join("\n")}\n\n${request.checkpointNote}`;
}

/** Reads a body; then {@link formatAddCheckpoint} gives it back exactly. A refusal here is the status 400. Total. */
export function parseAddCheckpoint(body: Uint8Array): Result<AddCheckpointRequest, Refusal> {
  const refuse = (detail: string) => err(refusal("malformed", "", detail));
  if (body.length > MAX_ADD_CHECKPOINT_BYTES)
    return err(refusal("too-large", "", `At most ${MAX_ADD_CHECKPOINT_BYTES} bytes are read.`));
  const text = utf8Decode(body);
  const split = text?.indexOf("\n\n") ?? -1;
  if (text === undefined || split < 0) return refuse("The empty line before the checkpoint is missing.");
  const [oldLine = "", ...proofLines] = text.slice(0, split).split("\n");
  const oldSize = parseTreeSize(oldLine.startsWith("old ") ? oldLine.slice(4) : "");
  if (oldSize === undefined) return refuse('The first line is not "old" and a tree size below 2^53.');
  const proof = parseHashes(proofLines, MAX_CONSISTENCY_LINES);
  if (proof === undefined) return refuse("A proof line is not the base64 of a 32-byte hash, or there are over 63.");
  const checkpointNote = text.slice(split + 2);
  const note = parseNote(checkpointNote);
  const checkpoint = note === undefined ? undefined : parseCheckpoint(note.text);
  if (checkpoint?.ok !== true) return refuse("What follows the empty line is not a signed checkpoint.");
  return ok({ oldSize, proof, checkpointNote, checkpoint: checkpoint.value });
}

/**
 * What a witness answers. `newHead` (200) must be stored, and be durable, before the cosignature leaves the house.
 * `storedSize` (409) is the size from which the log may try again; a 409 without it, and a 422, mean that the log
 * signed a head that does not extend the one cosigned before: keep the request, it may be evidence.
 */
export type AddCheckpointVerdict =
  | { readonly status: 200; readonly newHead: CosignedHead }
  | { readonly status: 400; readonly reason: "old-beyond-checkpoint" }
  | { readonly status: 403; readonly reason: "not-signed-by-log" }
  | { readonly status: 404; readonly reason: "unknown-log" }
  | { readonly status: 409; readonly reason: "stale-old"; readonly storedSize: number }
  | { readonly status: 409; readonly reason: "other-root" }
  | { readonly status: 422; readonly reason: "inconsistent" };

/**
 * Decides about a request. `knownLog` is the vkey that the witness trusts for `request.checkpoint.origin`, `stored` the
 * head that it cosigned last (undefined: none, which stands for size 0), `raw` step 3 of the signature rule. Total.
 */
export function judgeAddCheckpoint({
  request,
  knownLog,
  stored,
  raw,
}: {
  request: AddCheckpointRequest;
  knownLog: string | undefined;
  stored: CosignedHead | undefined;
  raw?: RawVerify | undefined;
}): AddCheckpointVerdict {
  if (knownLog === undefined) return { status: 404, reason: "unknown-log" };
  const opened = openCheckpoint(request.checkpointNote, knownLog, [], raw);
  if (!opened.ok) return { status: 403, reason: "not-signed-by-log" };
  const { size, root } = opened.value.checkpoint;
  const { oldSize, proof } = request;
  if (oldSize > size) return { status: 400, reason: "old-beyond-checkpoint" };
  const storedSize = stored?.size ?? 0;
  if (oldSize !== storedSize) return { status: 409, reason: "stale-old", storedSize };
  if (oldSize === size && stored !== undefined && !equalBytes(stored.root, root))
    return { status: 409, reason: "other-root" };
  if (!isExtension(proof, stored ?? { size: 0, root: emptyRoot() }, { size, root }))
    return { status: 422, reason: "inconsistent" };
  return { status: 200, newHead: { size, root } };
}

function isExtension(proof: readonly Hash[], before: CosignedHead, after: CosignedHead): boolean {
  // Nothing can be proved about an empty tree, so that every tree extends it; only its own root is fixed.
  if (before.size === 0) return proof.length === 0 && (after.size > 0 || equalBytes(after.root, emptyRoot()));
  return verifyConsistency(proof, before.size, after.size, before.root, after.root);
}

/** An HTTP answer: `body` is text in UTF-8. */
export type WitnessAnswer = { readonly status: number; readonly mediaType: string; readonly body: string };

const PLAIN_TEXT = "text/plain; charset=utf-8";

/** The answer for a verdict; `cosignatures` are the witness's lines and stand in a 200 only. */
export function answerAddCheckpoint(
  verdict: AddCheckpointVerdict,
  cosignatures: readonly NoteSignature[] = [],
): WitnessAnswer {
  if (verdict.status === 200)
    return { status: 200, mediaType: PLAIN_TEXT, body: cosignatures.map(formatSignatureLine).join("") };
  if (verdict.reason === "stale-old")
    return { status: 409, mediaType: SIZE_MEDIA_TYPE, body: `${verdict.storedSize}\n` };
  return { status: verdict.status, mediaType: PLAIN_TEXT, body: `${verdict.reason}\n` };
}

/**
 * What an answer means to the log. `retry-from`: the witness stands at this size. `back-off`: try later. `conflict`:
 * the witness holds another root for this size, or says that our head does not extend its own: an equivocation alarm.
 * `unusable`: not what the specification allows, or not signed by the witness that was asked.
 */
export type WitnessReply =
  | { readonly outcome: "cosigned"; readonly signature: NoteSignature; readonly timeSeconds: number }
  | { readonly outcome: "retry-from"; readonly size: number }
  | { readonly outcome: "back-off" }
  | { readonly outcome: "conflict"; readonly status: 409 | 422 }
  | { readonly outcome: "unusable"; readonly status: number; readonly detail: string };

/** Reads a witness's answer to a request for `checkpointNote`. `mediaType` is the Content-Type header. Total. */
export function readWitnessAnswer(
  answer: { readonly status: number; readonly mediaType: string; readonly body: Uint8Array },
  checkpointNote: string,
  witness: NoteVerifier,
): WitnessReply {
  const { status, body } = answer;
  const unusable = (detail: string): WitnessReply => ({ outcome: "unusable", status, detail });
  const text = body.length > MAX_ADD_CHECKPOINT_BYTES ? undefined : utf8Decode(body);
  switch (status) {
    case 200:
      return text === undefined ? unusable("The answer is not text.") : readCosignatures(text, checkpointNote, witness);
    case 409: {
      if (answer.mediaType !== SIZE_MEDIA_TYPE) return { outcome: "conflict", status };
      const size = text?.endsWith("\n") ? parseTreeSize(text.slice(0, -1)) : undefined;
      return size === undefined ? unusable("The size in the answer is malformed.") : { outcome: "retry-from", size };
    }
    case 422:
      return { outcome: "conflict", status };
    case 429:
    case 502:
    case 503:
    case 504:
      return { outcome: "back-off" };
    default:
      return unusable(`The witness answered ${status}.`);
  }
}

function readCosignatures(lines: string, checkpointNote: string, witness: NoteVerifier): WitnessReply {
  const unusable = (detail: string): WitnessReply => ({ outcome: "unusable", status: 200, detail });
  const note = parseNote(checkpointNote);
  if (note === undefined) return unusable("The checkpoint that was sent is not a signed note.");
  const opened = openNote(`${note.text}\n${lines}`, [witness]);
  if (!opened.ok) return unusable(`The lines do not verify: ${opened.error}.`);
  const line = opened.value.verified.find((each) => isSameKey(each, witness));
  const timeSeconds = line === undefined ? undefined : cosignatureTime(line.signature);
  if (line === undefined || timeSeconds === undefined) return unusable("No cosignature of the witness that was asked.");
  return { outcome: "cosigned", signature: line, timeSeconds };
}

/**
 * The note with these cosignatures as further lines. A line of a key that has one already replaces it, so that a
 * republished head carries each witness's latest time once. Throws RangeError when the note is malformed.
 */
export function withCosignatures(checkpointNote: string, cosignatures: readonly NoteSignature[]): string {
  const note = parseNote(checkpointNote);
  if (note === undefined) throw new RangeError("Not a signed note.");
  const kept = note.signatures.filter((line) => !cosignatures.some((other) => isSameKey(line, other)));
  return `${note.text}\n${[...kept, ...cosignatures].map(formatSignatureLine).join("")}`;
}
