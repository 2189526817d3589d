/**
 * A signed checkpoint (C2SP tlog-checkpoint) of the operator's own log: the note alone, or
 * `{"checkpoint":"<note>","consistency":["<base64>"…]}` with the proof from the size that was pinned before.
 */
import { base64Decode, hexEncode } from "#lib/kernel/base.ts";
import { isJsonObject, type JsonValue } from "#lib/kernel/json.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { type CheckpointFault, openCheckpoint } from "#lib/log/checkpoint.ts";
import { parseHashes } from "#lib/log/proof-file.ts";
import type { LedgerPoint, ReadWith } from "./point.ts";

/** `value` is a string for a note that stands alone. Total. */
export function readTlogCheckpoint(value: JsonValue, { series, signedBy }: ReadWith): Result<LedgerPoint, Refusal> {
  const consistency = isJsonObject(value) ? value.consistency : undefined;
  const note = isJsonObject(value) ? value.checkpoint : value;
  if (typeof note !== "string") return err(refusal("schema", "", "A checkpoint is a signed note."));
  if (signedBy === undefined) return err(refusal("schema", "", "A series of checkpoints names the log's key."));
  const extra =
    isJsonObject(value) && Object.keys(value).some((name) => name !== "checkpoint" && name !== "consistency");
  if (extra) return err(refusal("schema", "", "Beside the checkpoint only its consistency proof may stand."));
  const proof = consistency === undefined ? undefined : proofOf(consistency);
  if (consistency !== undefined && proof === undefined)
    return err(refusal("schema", "/consistency", "A consistency proof is a list of base64 hashes."));
  const opened = openCheckpoint(note, signedBy);
  if (!opened.ok) return err(refusal("schema", "", WORDS[opened.error]));
  const { origin, size, root } = opened.value.checkpoint;
  if (origin !== series.database)
    return err(refusal("schema", "", `The checkpoint is of ${origin}, the series of ${series.database}.`));
  return ok({
    block: size,
    hash: hexEncode(root),
    times: null,
    signature: "holds",
    ...(proof && { consistency: proof }),
  });
}

const WORDS: Record<CheckpointFault, string> = {
  malformed: "This is not a signed checkpoint: origin, size, root, an empty line, signature lines.",
  unverified: "The checkpoint carries no signature by the key that the series names.",
  "invalid-signature": "The signature does not hold for this checkpoint.",
  ambiguous: "Two signature lines claim the same key.",
  "wrong-origin": "The checkpoint is signed by the key of another log.",
};

function proofOf(value: JsonValue): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((text): text is string => typeof text === "string" && base64Decode(text) !== undefined);
  return texts.length === value.length && parseHashes(texts) !== undefined ? texts : undefined;
}
