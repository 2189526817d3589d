/** What a person dropped, pasted or chose: a receipt, a proof, a checkpoint, or something that names its own fault. */
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { canonicalBytes, isJsonObject, type JsonObject, parseJson } from "#lib/kernel/json.ts";
import { parseCheckpoint } from "#lib/log/checkpoint.ts";
import { parseNote } from "#lib/log/note.ts";
import { parseReceipt } from "#lib/log/receipt.ts";
import { AGGREGATE_PROOF_TYPE, parseAggregateProof } from "#lib/state/aggregate-proof.ts";
import { FRAUD_TYPE, MAX_FRAUD_PROOF_BYTES, parseFraudProof } from "#lib/state/fraud/fraud-proof.ts";

/** `place` is where in the input, `rule` what is asked there. */
export type ProofText =
  | { readonly kind: "receipt"; readonly bytes: Uint8Array; readonly origin: string | undefined }
  | { readonly kind: "aggregate"; readonly bytes: Uint8Array; readonly origin: string | undefined }
  | { readonly kind: "fraud"; readonly bytes: Uint8Array; readonly origin: string }
  | { readonly kind: "checkpoint"; readonly note: string; readonly origin: string }
  | { readonly kind: "unusable"; readonly title: string; readonly place: string; readonly rule: string };

/** Larger files are refused unread: no receipt comes near it. */
export const MAX_PROOF_BYTES = 1_048_576;

export function readProofText(bytes: Uint8Array): ProofText {
  const fraud = readFraud(bytes);
  if (fraud !== undefined) return fraud;
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

/** Undefined for what does not call itself a proof of fraud. */
function readFraud(bytes: Uint8Array): ProofText | undefined {
  if (bytes.length > MAX_FRAUD_PROOF_BYTES) return undefined;
  const own = bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes;
  const parsed = parseFraudProof(own);
  if (parsed.ok) return { kind: "fraud", bytes: own, origin: parsed.value.origin };
  if (parsed.error.pointer === "/type" || utf8Decode(own)?.includes(`"type":"${FRAUD_TYPE}"`) !== true)
    return undefined;
  return unusable(
    "This proof of fraud cannot be read",
    parsed.error.pointer || "the whole document",
    parsed.error.detail,
  );
}

/** The proof of one aggregate, alone or in the answer that carried it. */
function readAggregate(value: JsonObject): ProofText | undefined {
  const document = isJsonObject(value.proof) ? value.proof : value;
  if (document.type !== AGGREGATE_PROOF_TYPE) return undefined;
  const bytes = canonicalBytes(document);
  const parsed = parseAggregateProof(bytes);
  if (parsed.ok) return { kind: "aggregate", bytes, origin: originOfNote(parsed.value.receipt.checkpointNote) };
  return unusable("This proof cannot be read", parsed.error.pointer || "the whole document", parsed.error.detail);
}

function originOfNote(text: string): string | undefined {
  const checkpoint = parseCheckpoint(parseNote(text)?.text ?? "");
  return checkpoint.ok ? checkpoint.value.origin : undefined;
}

function readReceipt(text: string): ProofText {
  const bytes = utf8Encode(text);
  const receipt = parseReceipt(bytes);
  if (receipt.ok) {
    return { kind: "receipt", bytes, origin: originOfNote(receipt.value.checkpointNote) };
  }
  const json = parseJson(bytes, { maxBytes: MAX_PROOF_BYTES, maxDepth: 64 });
  const aggregate = json.ok && isJsonObject(json.value) ? readAggregate(json.value) : undefined;
  if (aggregate !== undefined) return aggregate;
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
