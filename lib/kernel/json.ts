/**
 * Canonical JSON in two layers.
 *
 * `canonicalText` and `canonicalBytes` are all of RFC 8785. The *statement profile* on top of it allows only what
 * every language reads alike: integers up to 2^53 − 1 without −0, and keys in Unicode normal form C. What is signed
 * is read with {@link parseCanonical}, so that signed bytes and their meaning determine each other.
 */

import { equalBytes, isAscii, isWellFormed, lettersOf, textOfLetters, utf8Encode } from "./bytes.ts";
import { parseJson, pointerAtByte } from "./json-parser.ts";
import { JSON_LIMITS, type JsonLimits, type JsonObject, type JsonValue } from "./json-value.ts";
import { jsonPointer, type Refusal, refusal } from "./refusal.ts";
import { err, ok, type Result } from "./result.ts";

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

/** Objects of a document, and from where to where their canonical bytes stand in it. */
export type Places = Map<JsonObject, { readonly from: number; readonly to: number }>;

/**
 * Reads a document whose bytes must be the canonical form of its own value and keep the statement profile.
 *
 * `places` is told where its objects stand, as far as that costs little: of none, or of all.
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
 * The value of a document that keeps every rule; undefined for any doubt, and then the strict parser decides and names
 * the place. The engine's own JSON is several times faster, and safe where its value, written again, is the same text:
 * white space, doubled keys, rounded numbers and longer escapes all come back otherwise. What it does not see is asked after.
 *
 * It is read with one letter for each byte: JSON's own letters are ASCII, so that it is the same document, and one letter
 * beyond ASCII (each note of a log has a dash) does not double the text. Strings that have such letters are read at last.
 */
function readCanonical(bytes: Uint8Array, limits: JsonLimits, places?: Places): JsonValue | undefined {
  if (bytes.length > limits.maxBytes) return undefined;
  const text = lettersOf(bytes);
  // Escapes by number are left to the strict parser: an escaped lone surrogate would come back the same. The short ones
  // cannot, and texts of HTTP and of notes are full of them.
  if (text === undefined || hasNumberedEscape(text)) return undefined;
  try {
    const value: JsonValue = JSON.parse(text);
    const walk: Walk = { text, at: 0, keysLeft: limits.maxKeys, places };
    if (!isWritten(value, walk, limits.maxDepth) || walk.at !== text.length) return undefined;
    return isAscii(bytes) ? value : withText(value);
  } catch {
    return undefined; // not JSON, or nested deeper than the engine bears
  }
}

/** The value with its strings read as text, in place: objects whose places are known stay the same. Names are ASCII. */
function withText(value: JsonValue): JsonValue {
  if (typeof value === "string") return textOfLetters(value);
  if (typeof value !== "object" || value === null) return value;
  const members = value as Record<string, JsonValue>;
  for (const name of Object.keys(members)) {
    const member = members[name] ?? null;
    if (typeof member === "string" || typeof member === "object") members[name] = withText(member);
  }
  return value;
}

/** Whether an escape is none of the short ones: those that canonical form writes are told from others when it is walked. */
function hasNumberedEscape(text: string): boolean {
  for (let at = text.indexOf("\\"); at >= 0; at = text.indexOf("\\", at + 2)) {
    if (text.charCodeAt(at + 1) === LETTER_U) return true;
  }
  return false;
}

const LETTER_U = 0x75;

/** Where in the text the next value must stand, and how many more keys may follow. In the text a letter is a byte. */
type Walk = { readonly text: string; at: number; keysLeft: number; readonly places: Places | undefined };

const QUOTE = 0x22;
const COMMA = 0x2c;
const ARRAY_OPEN = 0x5b;
const ARRAY_CLOSE = 0x5d;
const OBJECT_OPEN = 0x7b;
const OBJECT_CLOSE = 0x7d;

/**
 * Whether the text goes on with the value's canonical form, which keeps the profile, and moves behind it. Little is
 * written for that: a text whose only escapes are the short ones holds every string without such letters as it is.
 */
function isWritten(value: JsonValue, walk: Walk, depthLeft: number): boolean {
  if (typeof value === "string") return stands(value, walk);
  if (typeof value === "number") return Number.isSafeInteger(value) && continues(String(value), walk);
  if (typeof value !== "object" || value === null) return continues(String(value), walk);
  if (depthLeft === 0) return false;
  if (isArray(value)) {
    if (!isNext(ARRAY_OPEN, walk)) return false;
    for (let at = 0; at < value.length; at++) {
      if ((at > 0 && !isNext(COMMA, walk)) || !isWritten(value[at] ?? null, walk, depthLeft - 1)) return false;
    }
    return isNext(ARRAY_CLOSE, walk);
  }
  const from = walk.at;
  if (!isNext(OBJECT_OPEN, walk)) return false;
  let before: string | undefined;
  for (const key of Object.keys(value)) {
    if (before !== undefined && (before >= key || !isNext(COMMA, walk))) return false;
    walk.keysLeft -= 1;
    const name = plainName(key);
    if (walk.keysLeft < 0 || name === undefined || !continues(name, walk)) return false;
    if (!isWritten(value[key] ?? null, walk, depthLeft - 1)) return false;
    before = key;
  }
  if (!isNext(OBJECT_CLOSE, walk)) return false;
  walk.places?.set(value, { from, to: walk.at });
  return true;
}

function isNext(code: number, walk: Walk): boolean {
  if (walk.text.charCodeAt(walk.at) !== code) return false;
  walk.at += 1;
  return true;
}

function continues(piece: string, walk: Walk): boolean {
  const end = walk.at + piece.length;
  // Compared as whole texts: startsWith goes letter by letter, which takes longer for a body than to parse it.
  if (walk.text.slice(walk.at, end) !== piece) return false;
  walk.at = end;
  return true;
}

/**
 * Whether the string stands next, in quotes: as it is, or with the escapes that it needs. One with a quote or a backslash is
 * never looked for as it is: where a key stands twice, the text there need not be the string's own, and could go through
 * several members.
 */
function stands(value: string, walk: Walk): boolean {
  const { at } = walk;
  const mayStandAsItIs = !value.includes('"') && !value.includes("\\");
  if (mayStandAsItIs && isNext(QUOTE, walk) && continues(value, walk) && isNext(QUOTE, walk)) return true;
  walk.at = at;
  return continues(JSON.stringify(value), walk);
}

// Documents of one kind have the same few names. What a name is written as depends on its letters alone.
const REMEMBERED_NAMES = 2048;
const LONGEST_REMEMBERED = 40;
const plainNames = new Map<string, string>();

/** A member's name with its quotes and colon; undefined for one that needs escapes or is not ASCII. */
function plainName(key: string): string | undefined {
  const known = plainNames.get(key);
  if (known !== undefined) return known;
  // V8 misreads some keys with escapes (bench/fuzz-json.ts).
  if (!NEEDS_NO_ESCAPE.test(key)) return undefined;
  const name = `"${key}":`;
  if (key.length <= LONGEST_REMEMBERED) {
    if (plainNames.size >= REMEMBERED_NAMES) plainNames.clear();
    plainNames.set(key, name);
  }
  return name;
}

/**
 * First breach of the statement profile in reading order, undefined when there is none; always `not-canonical`.
 * For values that {@link parseJson} could give. Total on those.
 */
export function checkStatementProfile(value: JsonValue): Refusal | undefined {
  return profileBreach(value, []);
}

/** Whether the text is in Unicode normal form C. Identifiers must be; free text need not. Total. */
export function isNfc(text: string): boolean {
  return IS_ASCII.test(text) || text.normalize("NFC") === text;
}

const IS_ASCII = /^[\0-\x7f]*$/;

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
    if (!isNfc(key)) return refusal("not-canonical", jsonPointer(path), "This key is not in Unicode normal form C.");
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

const NEEDS_NO_ESCAPE = /^[ !#-[\]-~]*$/;

function firstDifference(a: Uint8Array, b: Uint8Array): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

/** Array.isArray does not narrow readonly arrays. */
function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
