/**
 * Canonical JSON in two layers.
 *
 * `canonicalText` and `canonicalBytes` are all of RFC 8785. The *statement profile* on top of it allows only what
 * every language reads alike: integers up to 2^53 − 1 without −0, and keys in Unicode normal form C with at most 30
 * combining marks in a row. What is signed is read with {@link parseCanonical}, so that signed bytes and their meaning
 * determine each other.
 */

import { equalBytes, isWellFormed, utf8Encode } from "./bytes.ts";
import { NEEDS_NO_ESCAPE, type Places, readCanonical } from "./canonical-reader.ts";
import { parseJson, pointerAtByte } from "./json-parser.ts";
import { JSON_LIMITS, type JsonLimits, type JsonObject, type JsonValue } from "./json-value.ts";
import { isComposed } from "./normal-form.ts";
import { jsonPointer, type Refusal, refusal } from "./refusal.ts";
import { err, ok, type Result } from "./result.ts";

export { noPlaces, type Places } from "./canonical-reader.ts";
export { parseJson } from "./json-parser.ts";
export { isJsonObject, JSON_LIMITS, type JsonLimits, type JsonObject, type JsonValue } from "./json-value.ts";

/**
 * RFC 8785 text: no white space, keys in UTF-16 order, numbers as ECMAScript writes them.
 *
 * Throws TypeError for what JSON cannot hold (undefined, NaN, infinities, functions, bigint) and RangeError for a
 * lone surrogate: a caller's bug, since {@link parseJson} lets none of them in.
 */
export function canonicalText(value: JsonValue): string {
  switch (typeof value) {
    case "string":
      return quote(value);
    case "number":
      if (!Number.isFinite(value)) throw new TypeError(`JSON has no number ${value}`);
      return String(value); // ECMAScript's own form is the one that RFC 8785 section 3.2.2.3 demands; −0 gives 0
    case "boolean":
      return value ? "true" : "false";
    case "object":
      return value === null ? "null" : isArray(value) ? arrayText(value) : objectText(value);
    default:
      throw new TypeError(`JSON has no ${typeof value}`);
  }
}

/** UTF-8 of {@link canonicalText}, and throws like it. */
export function canonicalBytes(value: JsonValue): Uint8Array {
  return utf8Encode(canonicalText(value));
}

/**
 * Reads a document whose bytes must be the canonical form of its own value and keep the statement profile.
 *
 * `places` is told where its parts stand, as far as that costs little.
 * Refusals: those of {@link parseJson}, then `not-canonical` with a pointer to the first byte's place that canonical
 * form would write otherwise, then those of {@link checkStatementProfile}. Total.
 */
export function parseCanonical(
  bytes: Uint8Array,
  limits: Partial<JsonLimits> = {},
  places?: Places,
): Result<JsonValue, Refusal> {
  const accepted = readCanonical(bytes, { ...JSON_LIMITS, ...limits }, places);
  if (accepted !== undefined) return ok(accepted);
  const parsed = parseJson(bytes, limits);
  if (!parsed.ok) return parsed;
  const canonical = canonicalBytes(parsed.value);
  if (!equalBytes(bytes, canonical)) {
    const offset = firstDifference(bytes, canonical);
    const detail = `Byte ${offset} is not what RFC 8785 writes there: no spaces, sorted keys, shortest escapes and numbers.`;
    return err(refusal("not-canonical", pointerAtByte(bytes, offset, limits), detail));
  }
  const breach = checkStatementProfile(parsed.value);
  return breach === undefined ? parsed : err(breach);
}

/**
 * First breach of the statement profile in reading order, undefined when there is none; always `not-canonical`.
 * For values that {@link parseJson} could give. Total on those.
 */
export function checkStatementProfile(value: JsonValue): Refusal | undefined {
  return profileBreach(value, []);
}

function profileBreach(value: JsonValue, path: (string | number)[]): Refusal | undefined {
  if (typeof value === "number") {
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) return undefined;
    const detail = "Statements hold integers up to 2^53 − 1 only; write amounts, rates and larger numbers as strings.";
    return refusal("not-canonical", jsonPointer(path), detail);
  }
  if (typeof value !== "object" || value === null) return undefined;
  if (isArray(value)) {
    for (const [i, element] of value.entries()) {
      path.push(i);
      const breach = profileBreach(element, path);
      if (breach !== undefined) return breach;
      path.pop();
    }
    return undefined;
  }
  for (const [key, member] of Object.entries(value)) {
    path.push(key);
    if (!isComposed(key)) {
      const detail = "This key is not in Unicode normal form C, or has more than 30 combining marks in a row.";
      return refusal("not-canonical", jsonPointer(path), detail);
    }
    const breach = profileBreach(member, path);
    if (breach !== undefined) return breach;
    path.pop();
  }
  return undefined;
}

function objectText(value: JsonObject): string {
  let text = "{";
  // Without a comparator, sort compares UTF-16 code units, as RFC 8785 section 3.2.3 demands.
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) throw new TypeError("JSON has no undefined");
    text += `${text.length > 1 ? "," : ""}${quote(key)}:${canonicalText(member)}`;
  }
  return `${text}}`;
}

function arrayText(value: readonly JsonValue[]): string {
  let text = "[";
  for (let i = 0; i < value.length; i++) {
    const element = value[i];
    if (element === undefined) throw new TypeError("JSON has no undefined");
    text += (i > 0 ? "," : "") + canonicalText(element);
  }
  return `${text}]`;
}

/** RFC 8785 section 3.2.2.2 is what JSON.stringify writes, but for lone surrogates, which it escapes. */
function quote(text: string): string {
  if (NEEDS_NO_ESCAPE.test(text)) return `"${text}"`;
  const quoted = JSON.stringify(text);
  if (quoted.length !== text.length + 2 && !isWellFormed(text)) throw new RangeError("a string has a lone surrogate");
  return quoted;
}

function firstDifference(a: Uint8Array, b: Uint8Array): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

/** Array.isArray does not narrow readonly arrays. */
function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
