/** What a person dropped, pasted or chose: a receipt, a checkpoint, or something that names its own fault. */
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { canonicalBytes, isJsonObject, parseJson } from "#lib/kernel/json.ts";
import { parseCheckpoint } from "#lib/log/checkpoint.ts";
import { parseNote } from "#lib/log/note.ts";
import { parseReceipt } from "#lib/log/receipt.ts";

/** `place` is where in the input, `rule` what is asked there. */
export type ProofText =
  | { readonly kind: "receipt"; readonly bytes: Uint8Array; readonly origin: string | undefined }
  | { readonly kind: "checkpoint"; readonly note: string; readonly origin: string }
  | { readonly kind: "unusable"; readonly title: string; readonly place: string; readonly rule: string };

/** Larger files are refused unread: no receipt comes near it. */
export const MAX_PROOF_BYTES = 1_048_576;

export function readProofText(bytes: Uint8Array): ProofText {
  if (bytes.length > MAX_PROOF_BYTES) {
    return unusable("This file is too large to be a receipt", "the whole file", `At most ${MAX_PROOF_BYTES} bytes.`);
  }
  const text = utf8Decode(bytes);
  if (text === undefined) return unusable("This is not text", "the whole file", "A receipt is UTF-8 text.");
  const trimmed = text.trim();
  if (trimmed === "") return unusable("There is nothing in it", "the whole text", "Give a receipt or a checkpoint.");
  if (trimmed.startsWith("{")) return readReceipt(trimmed);
  if (trimmed.startsWith("c2sp.org/tlog-proof@")) {
    return unusable(
      "This is a .tlog-proof, which does not hold the entry",
      "line 1",
      "Give the .receipt.json of the same entry: it holds both.",
    );
  }
  return readCheckpoint(`${text.trimEnd()}\n`);
}

function readReceipt(text: string): ProofText {
  const bytes = utf8Encode(text);
  const receipt = parseReceipt(bytes);
  if (receipt.ok) {
    const note = parseNote(receipt.value.checkpointNote);
    const checkpoint = note === undefined ? undefined : parseCheckpoint(note.text);
    return { kind: "receipt", bytes, origin: checkpoint?.ok ? checkpoint.value.origin : undefined };
  }
  const inside = receiptInAnswer(bytes);
  if (inside !== undefined) return readReceipt(inside);
  const { pointer, detail, code } = receipt.error;
  return unusable("This JSON is not a receipt", pointer === "" ? "the whole document" : pointer, `${detail} (${code})`);
}

/** The API answers `{receipt, effect}`: whoever kept that has the receipt. */
function receiptInAnswer(bytes: Uint8Array): string | undefined {
  const parsed = parseJson(bytes, { maxBytes: MAX_PROOF_BYTES });
  const value = parsed.ok && isJsonObject(parsed.value) ? parsed.value : undefined;
  return isJsonObject(value?.receipt) ? utf8Decode(canonicalBytes(value.receipt)) : undefined;
}

function readCheckpoint(text: string): ProofText {
  const note = parseNote(text);
  if (note === undefined) {
    return unusable(
      "This is neither a receipt nor a checkpoint",
      text.includes("\n\n") ? "the signature lines at the end" : "line 1",
      "A receipt is JSON that begins with {. A checkpoint is a signed note: text, an empty line, then signature lines that begin with —.",
    );
  }
  const checkpoint = parseCheckpoint(note.text);
  if (checkpoint.ok) return { kind: "checkpoint", note: text, origin: checkpoint.value.origin };
  if (note.text.startsWith("touchstone-promise/")) {
    return unusable(
      "This is a promise, not yet a receipt",
      "line 1",
      "A promise says when the statement must be in the log. Send the statement again: the answer is its receipt.",
    );
  }
  return unusable("This signed note is not a checkpoint", "the first three lines", checkpoint.error.detail);
}

function unusable(title: string, place: string, rule: string): ProofText {
  return { kind: "unusable", title, place, rule };
}
