/** An entry: the leaf's bytes. Canonical `{"loggedAt":…,"statement":…}`, at most 65,535 bytes (docs/protocol/statement.md, "Entry"). */
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { isJsonObject, parseCanonical } from "#lib/kernel/json.ts";
import type { Refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { MAX_ENTRY_BYTES } from "#lib/log/tile.ts";
import { type ParsedStatement, readStatement } from "./envelope.ts";

/** Letters around the statement: `{"loggedAt":"<24 letters>","statement":` before it, `}` behind it. */
const BEFORE_STATEMENT = 51;

/** `statementBytes` are canonical already, so the entry is the two members written around them. */
export function encodeEntry(loggedAt: Instant, statementBytes: Uint8Array): Uint8Array {
  return concatBytes(
    utf8Encode(`{"loggedAt":"${formatInstant(loggedAt)}","statement":`),
    statementBytes,
    utf8Encode("}"),
  );
}

/** Strict reading of a leaf. Total: never throws. */
export function parseEntry(bytes: Uint8Array): Result<{ loggedAt: Instant; parsed: ParsedStatement }, Refusal> {
  const json = parseCanonical(bytes, { maxBytes: MAX_ENTRY_BYTES, maxDepth: 33, maxKeys: 1002 });
  if (!json.ok) return json;
  const value = json.value;
  if (
    !isJsonObject(value) ||
    Object.keys(value).length !== 2 ||
    value.statement === undefined ||
    typeof value.loggedAt !== "string"
  ) {
    return err({ code: "schema", pointer: "", detail: "An entry has exactly loggedAt and statement." });
  }
  const loggedAt = parseInstant(value.loggedAt);
  if (loggedAt === undefined) {
    return err({ code: "schema", pointer: "/loggedAt", detail: "loggedAt is a UTC time with milliseconds." });
  }
  const parsed = readStatement(value.statement, bytes.subarray(BEFORE_STATEMENT, -1));
  if (!parsed.ok) return err({ ...parsed.error, pointer: `/statement${parsed.error.pointer}` });
  return ok({ loggedAt, parsed: parsed.value });
}
