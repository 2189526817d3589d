/**
 * What a file is, by its own content and whatever it is called: a receipt, a checkpoint, a proof, a promise, an
 * archive, evidence against a provider, or something that names its own fault. Nothing is verified here.
 */
import { parseSplitProof, SPLIT_TYPE } from "#lib/disclosure/ledger-digest/split-proof.ts";
import { equalBytes, utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { canonicalBytes, isJsonObject, type JsonObject, parseJson } from "#lib/kernel/json.ts";
import type { Refusal } from "#lib/kernel/refusal.ts";
import { ARCHIVE_MAGIC } from "#lib/log/archive.ts";
import { parseCheckpoint } from "#lib/log/checkpoint.ts";
import { parseNote } from "#lib/log/note.ts";
import { PROMISE_TYPE, parsePromise } from "#lib/log/promise.ts";
import { PROOF_FILE_TYPE, parseProofFile } from "#lib/log/proof-file.ts";
import { parseReceipt } from "#lib/log/receipt.ts";
import { AGGREGATE_PROOF_TYPE, parseAggregateProof } from "#lib/statement/aggregate-proof.ts";
import { ANSWER_PAYLOAD_TYPE, openAnswer } from "#lib/statement/signed-answer.ts";
import { type SignedRows, splitSignedRows } from "#lib/statement/signed-rows.ts";
import { FRAUD_TYPE, MAX_FRAUD_PROOF_BYTES, parseFraudProof } from "../fraud/fraud-proof.ts";
import { type EvidenceFile, type EvidenceRefusal, recogniseEvidence } from "./recognise-evidence.ts";
import { type InputKind, recogniseInput } from "./recognise-input.ts";
import { parseWholeCase, startsAsWholeCase, WHOLE_CASE_SCHEMA } from "./whole-case.ts";

/** `bytes` are the document's own, without what it was wrapped in; `origin` is the log that it is about. */
export type RecognisedFile =
  | { readonly kind: "receipt"; readonly bytes: Uint8Array; readonly origin: string | undefined }
  | { readonly kind: "aggregate-proof"; readonly bytes: Uint8Array; readonly origin: string | undefined }
  | { readonly kind: "fraud-proof"; readonly bytes: Uint8Array; readonly origin: string }
  | { readonly kind: "ledger-split"; readonly bytes: Uint8Array; readonly origin: string | undefined }
  | { readonly kind: "answer"; readonly bytes: Uint8Array; readonly origin: string }
  | ({ readonly kind: "directory"; readonly origin: string | undefined } & SignedRows)
  | { readonly kind: "case"; readonly bytes: Uint8Array; readonly origin: string | undefined }
  | TextFile<"checkpoint">
  | TextFile<"promise">
  | TextFile<"tlog-proof">
  | { readonly kind: "archive" }
  | EvidenceFile
  | UnusableFile;

type TextFile<K> = { readonly kind: K; readonly text: string; readonly origin: string };

/**
 * `place` is where in the input, `rule` what is asked there, `claims` what it calls itself, where that is known; `taken` the
 * page of a site that takes it, for what is no proof.
 */
export type UnusableFile = {
  readonly kind: "unusable";
  readonly claims?: "fraud-proof";
  readonly title: string;
  readonly place: string;
  readonly rule: string;
  readonly code: Refusal["code"];
  readonly taken?: { readonly page: string; readonly words: string };
};

/** A text that is no proof of fraud is at most this long; an archive is read as it arrives and has no limit. */
export const MAX_DOCUMENT_BYTES = 1_048_576;

/** Total. */
export function recogniseFile(bytes: Uint8Array): RecognisedFile {
  if (startsAsArchive(bytes)) return { kind: "archive" };
  const whole = readCase(bytes);
  if (whole !== undefined) return whole;
  const table = splitSignedRows(bytes);
  if (table !== undefined) {
    const opened = openAnswer(table.head);
    return { kind: "directory", ...table, origin: opened.ok ? opened.value.answer.origin : undefined };
  }
  const evidence = recogniseEvidence(bytes);
  if (evidence !== undefined) return "kind" in evidence ? evidence : unusableEvidence(evidence);
  const fraud = readFraud(bytes);
  if (fraud !== undefined) return fraud;
  const found = recogniseDocument(bytes);
  return found.kind === "unusable" ? (noProof(bytes) ?? found) : found;
}

function recogniseDocument(bytes: Uint8Array): RecognisedFile {
  if (bytes.length > MAX_DOCUMENT_BYTES) {
    const rule = `Receipts and proofs have at most ${MAX_DOCUMENT_BYTES} bytes, proofs of fraud ${MAX_FRAUD_PROOF_BYTES}.`;
    return unusable("This file is too large to be a receipt", "the whole file", rule, "too-large");
  }
  const text = utf8Decode(bytes);
  if (text === undefined) return unusable("This is not text", "the whole file", "A receipt is UTF-8 text.");
  const trimmed = text.trim();
  if (trimmed === "") return unusable("There is nothing in it", "the whole text", "Give a receipt or a checkpoint.");
  return trimmed.startsWith("{") ? readJson(trimmed) : readText(`${text.trimEnd()}\n`);
}

const OWN_DATA = { page: "/docs/how-to/bring-your-own-data", words: "Bring your own data" } as const;
/** What people have and bring, and which is no proof. */
const NO_PROOFS: Partial<Record<InputKind, Required<Pick<UnusableFile, "title" | "rule" | "taken">>>> = {
  har: {
    title: "This is an HTTP archive",
    rule: "What a provider signed in it is taken out and checked where reports are made.",
    taken: { page: "/report", words: "Report a provider" },
  },
  digests: {
    title: "These are digests of a ledger",
    rule: "The command line checks their form and order: touchstone try.",
    taken: OWN_DATA,
  },
  logs: { title: "This is a list of logs", rule: "The command line looks at each: touchstone try.", taken: OWN_DATA },
  ratings: {
    title: "These are ratings",
    rule: "The score is tried on them under “A file of yours”.",
    taken: { page: "/method#calibration", words: "What forecasts were worth" },
  },
};

/** Undefined for what may have been meant as a proof. */
function noProof(bytes: Uint8Array): UnusableFile | undefined {
  // Packed, it may be anything.
  const said = bytes[0] === 0x1f ? undefined : NO_PROOFS[recogniseInput("", bytes)];
  return said && { kind: "unusable", place: "the whole file", code: "malformed", ...said };
}

/** Undefined for what does not call itself a case. */
function readCase(bytes: Uint8Array): RecognisedFile | undefined {
  if (!startsAsWholeCase(bytes)) return undefined;
  const own = bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes;
  const parsed = parseWholeCase(own);
  if (parsed.ok) {
    const note = parsed.value.receipts.at(-1)?.checkpointNote;
    return { kind: "case", bytes: own, origin: note === undefined ? undefined : originOfNote(note) };
  }
  const { pointer, detail, code } = parsed.error;
  return unusable(`This is not a ${WHOLE_CASE_SCHEMA} that can be read`, pointer || "the whole file", detail, code);
}

function unusableEvidence({ title, refusal: { pointer, detail, code } }: EvidenceRefusal): UnusableFile {
  return unusable(title, pointer || "the whole file", `${detail} (${code})`, code);
}

/** Whether these first bytes of a file are those of an archive. */
export function startsAsArchive(bytes: Uint8Array): boolean {
  return equalBytes(bytes.subarray(0, ARCHIVE_MAGIC.length), ARCHIVE_MAGIC);
}

/** Undefined for what does not call itself a proof of fraud. */
function readFraud(bytes: Uint8Array): RecognisedFile | undefined {
  if (bytes.length > MAX_FRAUD_PROOF_BYTES) return undefined;
  const own = bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes;
  const parsed = parseFraudProof(own);
  if (parsed.ok) return { kind: "fraud-proof", bytes: own, origin: parsed.value.origin };
  if (parsed.error.pointer === "/type" || utf8Decode(own)?.includes(`"type":"${FRAUD_TYPE}"`) !== true)
    return undefined;
  const { pointer, detail, code } = parsed.error;
  const title = "This proof of fraud cannot be read";
  return { ...unusable(title, pointer || "the whole document", detail, code), claims: "fraud-proof" };
}

function readJson(text: string): RecognisedFile {
  const bytes = utf8Encode(text);
  const receipt = parseReceipt(bytes);
  if (receipt.ok) return { kind: "receipt", bytes, origin: originOfNote(receipt.value.checkpointNote) };
  const named = readSplit(bytes) ?? readSignedAnswer(bytes);
  if (named !== undefined) return named;
  const json = parseJson(bytes, { maxBytes: MAX_DOCUMENT_BYTES, maxDepth: 64, maxKeys: 100_000 });
  const inside = json.ok && isJsonObject(json.value) ? readAnswer(json.value) : undefined;
  if (inside !== undefined) return inside;
  const { pointer, detail, code } = receipt.error;
  return unusable("This JSON is not a receipt", pointer || "the whole document", `${detail} (${code})`, code);
}

/** Undefined for what does not call itself the proof of a split ledger. */
function readSplit(bytes: Uint8Array): RecognisedFile | undefined {
  const parsed = parseSplitProof(bytes);
  if (parsed.ok)
    return { kind: "ledger-split", bytes, origin: originOfNote(parsed.value.sides[0].receipt.checkpointNote) };
  const { pointer, detail, code } = parsed.error;
  if (pointer === "/type" || utf8Decode(bytes)?.includes(`"type":"${SPLIT_TYPE}"`) !== true) return undefined;
  return unusable("This proof of a split ledger cannot be read", pointer || "the whole document", detail, code);
}

/** Undefined for what does not call itself an index's signed answer. */
function readSignedAnswer(bytes: Uint8Array): RecognisedFile | undefined {
  const opened = openAnswer(bytes);
  if (opened.ok) return { kind: "answer", bytes, origin: opened.value.answer.origin };
  const { pointer, detail, code } = opened.error;
  if (utf8Decode(bytes)?.includes(`"payloadType":"${ANSWER_PAYLOAD_TYPE}"`) !== true) return undefined;
  return unusable("This signed answer cannot be read", pointer || "the whole document", detail, code);
}

/** What an answer of the API holds: `{receipt}`, `{promise}`, or the proof of one aggregate, alone or as `proof`. */
function readAnswer(value: JsonObject): RecognisedFile | undefined {
  const proof = isJsonObject(value.proof) ? value.proof : value;
  if (proof.type === AGGREGATE_PROOF_TYPE) return readAggregate(canonicalBytes(proof));
  if (isJsonObject(value.receipt)) return readJson(utf8Decode(canonicalBytes(value.receipt)) ?? "");
  return typeof value.promise === "string" ? readText(value.promise) : undefined;
}

function readAggregate(bytes: Uint8Array): RecognisedFile {
  const parsed = parseAggregateProof(bytes);
  if (parsed.ok) return { kind: "aggregate-proof", bytes, origin: originOfNote(parsed.value.receipt.checkpointNote) };
  const { pointer, detail, code } = parsed.error;
  return unusable("This proof cannot be read", pointer || "the whole document", detail, code);
}

function readText(text: string): RecognisedFile {
  if (text.startsWith(PROOF_FILE_TYPE)) return readProofFile(text);
  const note = parseNote(text);
  if (note === undefined) {
    return unusable(
      "This is neither a receipt nor a checkpoint",
      text.includes("\n\n") ? "the signature lines at the end" : "line 1",
      "A receipt is JSON that begins with {. A checkpoint is a signed note: text, an empty line, then signature lines that begin with —.",
    );
  }
  if (note.text.startsWith(PROMISE_TYPE)) {
    const promise = parsePromise(note.text);
    return promise.ok
      ? { kind: "promise", text, origin: promise.value.origin }
      : unusable("This promise cannot be read", "the lines before the signature", promise.error.detail);
  }
  const checkpoint = parseCheckpoint(note.text);
  return checkpoint.ok
    ? { kind: "checkpoint", text, origin: checkpoint.value.origin }
    : unusable("This signed note is not a checkpoint", "the first three lines", checkpoint.error.detail);
}

function readProofFile(text: string): RecognisedFile {
  const proof = parseProofFile(text);
  if (!proof.ok) return unusable("This .tlog-proof cannot be read", "the whole text", proof.error.detail);
  return { kind: "tlog-proof", text, origin: originOfNote(proof.value.checkpointNote) ?? "" };
}

function originOfNote(text: string): string | undefined {
  const checkpoint = parseCheckpoint(parseNote(text)?.text ?? "");
  return checkpoint.ok ? checkpoint.value.origin : undefined;
}

function unusable(title: string, place: string, rule: string, code: Refusal["code"] = "malformed"): UnusableFile {
  return { kind: "unusable", title, place, rule, code };
}
