/** One document of a ledger as received, by the product that the series names. */
import { isWellFormed, utf8Encode } from "#lib/kernel/bytes.ts";
import { type JsonValue, parseJson } from "#lib/kernel/json.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { readAzureDigest } from "./azure-digest.ts";
import { readImmudbState } from "./immudb-state.ts";
import type { LedgerPoint, ReadWith } from "./point.ts";
import { readTlogCheckpoint } from "./tlog-checkpoint.ts";

/** Longest document, as received. */
export const DOCUMENT_MAX_BYTES = 8_192;
const LIMITS = { maxBytes: DOCUMENT_MAX_BYTES, maxDepth: 4, maxKeys: 32 };

/** Errors: `malformed` for what is not strict JSON or not a note, `schema` with the member that breaks a rule. Total. */
export function readLedgerDocument(text: string, given: ReadWith): Result<LedgerPoint, Refusal> {
  const { ledger } = given.series;
  const isNote = ledger === "tlog" && !text.trimStart().startsWith("{");
  const value = isNote ? fromNote(text) : fromJson(text);
  if (!value.ok) return value;
  switch (ledger) {
    case "azure-sql":
      return readAzureDigest(value.value, given.series);
    case "immudb":
      return readImmudbState(value.value, given);
    case "tlog":
      return readTlogCheckpoint(value.value, given);
  }
}

function fromJson(text: string): Result<JsonValue, Refusal> {
  return isWellFormed(text) ? parseJson(utf8Encode(text), LIMITS) : NOT_TEXT;
}

function fromNote(text: string): Result<JsonValue, Refusal> {
  if (!isWellFormed(text)) return NOT_TEXT;
  return utf8Encode(text).length <= DOCUMENT_MAX_BYTES ? ok(text) : TOO_LONG;
}

const NOT_TEXT = err(refusal("malformed", "", "This is not well-formed text."));
const TOO_LONG = err(refusal("too-large", "", `A document has at most ${DOCUMENT_MAX_BYTES} bytes.`));
