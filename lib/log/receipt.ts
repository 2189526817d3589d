/**
 * Receipts (`*.receipt.json`): one entry, its index, an inclusion proof and the checkpoint it leads to, as canonical
 * JSON. Verifying one needs no network: only the log's key, from the reader's own trust store.
 * The statement inside the entry is judged one ring further out, in `lib/statement`.
 */
import { base64Decode, base64Encode } from "#lib/kernel/base.ts";
import { type Check, type Finding, findingOf } from "#lib/kernel/checks.ts";
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import { canonicalBytes, isJsonObject, type JsonObject, type JsonValue, parseCanonical } from "#lib/kernel/json.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { type Checkpoint, openCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import { type Note, type NoteVerifier, parseNote } from "./note.ts";
import { parseHashes, parseProofFile } from "./proof-file.ts";
import { MAX_ENTRY_BYTES } from "./tile.ts";
import { leafHash, verifyInclusion } from "./tree.ts";

/** `entryBytes` are the leaf's bytes, `proof` runs from the leaf's sibling up, `checkpointNote` is the note's text. */
export type Receipt = {
  readonly index: number;
  readonly entryBytes: Uint8Array;
  readonly proof: readonly Hash[];
  readonly checkpointNote: string;
};

export const RECEIPT_TYPE = "touchstone-receipt/v1";

/** A receipt with the largest entry and a hundred witnesses fits. */
export const MAX_RECEIPT_BYTES = 256 * 1024;
const FIELDS = ["checkpoint", "entry", "index", "proof", "type"] as const;

/** A receipt as the JSON object that answers and files carry. */
export function receiptObject({ index, entryBytes, proof, checkpointNote }: Receipt) {
  return {
    checkpoint: checkpointNote,
    entry: base64Encode(entryBytes),
    index,
    proof: proof.map((hash) => base64Encode(hash)),
    type: RECEIPT_TYPE,
  };
}

/** The canonical bytes of a receipt: the content of a `.receipt.json`. */
export function buildReceipt(receipt: Receipt): Uint8Array {
  return canonicalBytes(receiptObject(receipt));
}

/** Reads a receipt; then {@link buildReceipt} gives it back exactly. Verifies nothing but the form. */
export function parseReceipt(bytes: Uint8Array): Result<Receipt, Refusal> {
  const json = parseCanonical(bytes, { maxBytes: MAX_RECEIPT_BYTES });
  return json.ok ? receiptOf(json.value) : json;
}

/** The same for a receipt that stands in a document which was read from canonical JSON: its own bytes only refuse it. */
export function readReceipt(value: JsonObject): Result<Receipt, Refusal> {
  const read = receiptOf(value);
  const isShort = read.ok && read.value.checkpointNote.length <= SHORT_NOTE_LETTERS;
  return isShort ? read : parseReceipt(canonicalBytes(value));
}

/** With a note of at most so many letters no receipt can be too large. */
const SHORT_NOTE_LETTERS = 32 * 1024;

function receiptOf(value: JsonValue): Result<Receipt, Refusal> {
  if (!isJsonObject(value)) return err(refusal("schema", "", "A receipt is a JSON object."));
  const stranger = Object.keys(value).find((key) => !FIELDS.some((field) => field === key));
  if (stranger !== undefined) return err(refusal("schema", "", `A receipt has no field ${JSON.stringify(stranger)}.`));
  const { checkpoint, entry, index, proof, type } = value;
  if (type !== RECEIPT_TYPE) return err(refusal("schema", "/type", `The type is not ${RECEIPT_TYPE}.`));
  if (typeof checkpoint !== "string") return err(refusal("schema", "/checkpoint", "Not the text of a signed note."));
  const entryBytes = typeof entry === "string" ? base64Decode(entry) : undefined;
  if (entryBytes === undefined || entryBytes.length > MAX_ENTRY_BYTES) {
    return err(refusal("schema", "/entry", `Not the base64 of at most ${MAX_ENTRY_BYTES} bytes.`));
  }
  if (typeof index !== "number" || !Number.isSafeInteger(index) || index < 0) {
    return err(refusal("schema", "/index", "Not an entry index."));
  }
  const hashes = isTextList(proof) ? parseHashes(proof) : undefined;
  if (hashes === undefined) return err(refusal("schema", "/proof", "Not a list of at most 53 base64 hashes."));
  return ok({ index, entryBytes, proof: hashes, checkpointNote: checkpoint });
}

/**
 * Whom the reader trusts. `logVkey` undefined: the reader has no key of the log yet, so that the log's signature
 * cannot be checked, only who claims to have signed ("trusted on first use").
 */
export type LogTrust = {
  readonly logVkey: string | undefined;
  readonly witnesses?: readonly NoteVerifier[];
  /** Step 3 of the signature rule, for the log's line and for the statement's signature; noble when not given. */
  readonly raw?: RawVerify;
};

/** What verifying says, and what was read on the way; fields are absent where the form was too bad to read them. */
export type ReceiptFinding = Finding & {
  readonly index?: number;
  readonly entryBytes?: Uint8Array;
  readonly checkpoint?: Checkpoint;
  readonly size?: number;
};

/**
 * Checks, in order: `form`, `checkpoint` (a signed note that holds a checkpoint), `log-signature`, `inclusion`.
 * Never throws, runs what can be run.
 */
export function verifyReceipt(bytes: Uint8Array, trust: LogTrust): ReceiptFinding {
  return verifyReceiptRead(parseReceipt(bytes), trust);
}

/** The same for a receipt that was read, or refused, already. */
export function verifyReceiptRead(receipt: Result<Receipt, Refusal>, trust: LogTrust): ReceiptFinding {
  if (!receipt.ok) return unreadable(receipt.error);
  const { index, entryBytes, proof, checkpointNote } = receipt.value;
  const found = verifyLogged({ index, proof, checkpointNote }, leafHash(entryBytes), trust);
  return { ...found, entryBytes };
}

/** The same checks for a `.tlog-proof` file and the leaf hash of the entry, which such a file does not hold. */
export function verifyProofFile(text: string, leaf: Hash, trust: LogTrust): ReceiptFinding {
  const file = parseProofFile(text);
  return file.ok ? verifyLogged(file.value, leaf, trust) : unreadable(file.error);
}

function verifyLogged(
  { index, proof, checkpointNote }: Omit<Receipt, "entryBytes">,
  leaf: Hash,
  trust: LogTrust,
): ReceiptFinding {
  const form: Check = { name: "form", outcome: "pass" };
  const isNoHead = ({ code, detail }: Refusal): ReceiptFinding => ({
    ...findingOf([form, { name: "checkpoint", outcome: "fail", reason: code, detail }, ...NOT_RUN]),
    index,
  });
  const note = parseNote(checkpointNote);
  if (note === undefined) return isNoHead(refusal("malformed", "", "Not a signed note."));
  const parsed = parseCheckpoint(note.text);
  if (!parsed.ok) return isNoHead(parsed.error);
  const checkpoint = parsed.value;
  const isIncluded = verifyInclusion(proof, index, checkpoint.size, leaf, checkpoint.root);
  const checks: Check[] = [
    form,
    { name: "checkpoint", outcome: "pass" },
    checkLogSignature(note, trust),
    isIncluded
      ? { name: "inclusion", outcome: "pass" }
      : { name: "inclusion", outcome: "fail", reason: "bad-proof", detail: "The proof does not lead to the root." },
  ];
  return { ...findingOf(checks), index, checkpoint, size: checkpoint.size };
}

function checkLogSignature(note: Note, { logVkey, witnesses = [], raw }: LogTrust): Check {
  const name = "log-signature";
  if (logVkey === undefined) {
    const detail = "No key of this log is trusted yet; compare its key with one from another source.";
    return { name, outcome: "cannot-check", reason: "trusted-on-first-use", detail };
  }
  const opened = openCheckpoint(note, logVkey, witnesses, raw);
  return opened.ok ? { name, outcome: "pass" } : { name, outcome: "fail", reason: opened.error };
}

const NOT_RUN: readonly Check[] = [
  { name: "log-signature", outcome: "not-run" },
  { name: "inclusion", outcome: "not-run" },
];

function unreadable({ code, detail }: Refusal): ReceiptFinding {
  const form: Check = { name: "form", outcome: "fail", reason: code, detail };
  return findingOf([form, { name: "checkpoint", outcome: "not-run" }, ...NOT_RUN]);
}

function isTextList(value: JsonValue | undefined): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
