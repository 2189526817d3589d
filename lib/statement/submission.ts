/**
 * A submission: a bare statement, or canonical `{"parts":[{"bytes","nonce"}…],"statement":{…}}` with the bytes of the
 * parts that the statement commits to, in the order of `statement.parts`, at most 1 MiB (docs/protocol/statement.md, "Parts").
 */
import { base64Decode, base64Encode, base64UrlDecode, base64UrlEncode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { canonicalBytes, isJsonObject, type JsonValue, parseCanonical } from "#lib/kernel/json.ts";
import type { Refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { type ParsedStatement, parseStatement, STATEMENT_MAX_BYTES } from "./envelope.ts";

export const SUBMISSION_MAX_BYTES = 1_048_576;

/** Most bytes of a statement's one part, and of several together: as base64, beside the longest statement. */
export const PART_MAX_BYTES = partBytesBeside(256);
export const PARTS_MAX_BYTES = partBytesBeside(1_024);

/** `frameBytes`: nonces, member names and signs. */
function partBytesBeside(frameBytes: number): number {
  return Math.floor(((SUBMISSION_MAX_BYTES - STATEMENT_MAX_BYTES - frameBytes) / 4) * 3);
}

export type Part = {
  bytes: Uint8Array;
  /** 32 random bytes, so that a commitment tells nothing. */
  nonce: Uint8Array;
};
export type Submission = { parsed: ParsedStatement; parts: Part[] };

/** commit = SHA-256(0x02 || nonce32 || bytes), lower-case hex. */
export function commitOf(part: Part): string {
  return hexEncode(sha256(Uint8Array.of(2), part.nonce, part.bytes));
}

/** The canonical bytes to POST: the bare statement when it has no parts. */
export function buildSubmission(statementBytes: Uint8Array, parts: readonly Part[]): Uint8Array {
  if (parts.length === 0) return statementBytes;
  const statement = parseCanonical(statementBytes, { maxBytes: STATEMENT_MAX_BYTES });
  if (!statement.ok) throw new TypeError(`not a canonical statement: ${statement.error.detail}`);
  return canonicalBytes({
    parts: parts.map((part) => ({ bytes: base64Encode(part.bytes), nonce: base64UrlEncode(part.nonce) })),
    statement: statement.value,
  });
}

/** Strict reading; the parts must be exactly those that the statement commits to. Total: never throws. */
export function parseSubmission(bytes: Uint8Array): Result<Submission, Refusal> {
  if (bytes.length <= STATEMENT_MAX_BYTES && !startsWithParts(bytes)) {
    const parsed = parseStatement(bytes);
    return parsed.ok ? withParts(parsed.value, []) : parsed;
  }
  const json = parseCanonical(bytes, { maxBytes: SUBMISSION_MAX_BYTES, maxDepth: 33, maxKeys: 1100 });
  if (!json.ok) return json;
  const value = json.value;
  if (
    !isJsonObject(value) ||
    value.statement === undefined ||
    value.parts === undefined ||
    Object.keys(value).length !== 2
  ) {
    const tooLarge = bytes.length > STATEMENT_MAX_BYTES;
    return err({
      code: tooLarge ? "too-large" : "schema",
      pointer: "",
      detail: tooLarge
        ? `A statement has at most ${STATEMENT_MAX_BYTES} bytes.`
        : "A submission has exactly parts and statement.",
    });
  }
  const statementBytes = canonicalBytes(value.statement);
  if (statementBytes.length > STATEMENT_MAX_BYTES) {
    return err({
      code: "too-large",
      pointer: "/statement",
      detail: `A statement has at most ${STATEMENT_MAX_BYTES} bytes.`,
    });
  }
  // By itself again: the limits of a statement hold for it alone, or its entry could not be read later.
  const parsed = parseStatement(statementBytes);
  if (!parsed.ok) return err({ ...parsed.error, pointer: `/statement${parsed.error.pointer}` });
  const parts = readParts(value.parts);
  return parts.ok ? withParts(parsed.value, parts.value) : parts;
}

const PARTS_FIRST = utf8Encode('{"parts"');

function startsWithParts(bytes: Uint8Array): boolean {
  return PARTS_FIRST.every((byte, at) => bytes[at] === byte);
}

function readParts(value: JsonValue): Result<Part[], Refusal> {
  if (!Array.isArray(value)) return err({ code: "schema", pointer: "/parts", detail: "parts is a list." });
  const parts: Part[] = [];
  for (const [index, item] of value.entries()) {
    const fields = isJsonObject(item) ? item : {};
    const bytes = typeof fields.bytes === "string" ? base64Decode(fields.bytes) : undefined;
    const nonce = typeof fields.nonce === "string" ? base64UrlDecode(fields.nonce) : undefined;
    if (bytes === undefined || nonce?.length !== 32 || Object.keys(fields).length !== 2) {
      return err({
        code: "schema",
        pointer: `/parts/${index}`,
        detail: "A part has exactly bytes (base64) and nonce (32 bytes, base64url).",
      });
    }
    parts.push({ bytes, nonce });
  }
  return ok(parts);
}

function withParts(parsed: ParsedStatement, parts: Part[]): Result<Submission, Refusal> {
  const commits = parsed.statement.parts ?? [];
  if (commits.length !== parts.length) {
    return err({
      code: "schema",
      pointer: "/parts",
      detail: `The statement commits to ${commits.length} parts; the submission carries ${parts.length}.`,
    });
  }
  for (const [index, part] of parts.entries()) {
    const commit = commits[index];
    if (commit === undefined || commit.commit !== commitOf(part) || commit.bytes !== part.bytes.length) {
      return err({
        code: "schema",
        pointer: `/parts/${index}`,
        detail: "These bytes and this nonce do not give the commitment in the statement.",
      });
    }
  }
  return ok({ parsed, parts });
}
