/**
 * The fast reading of canonical JSON, by the engine's own parser: what it accepts is canonical and keeps the statement profile;
 * whatever it doubts, the strict parser decides (`parseCanonical` of json.ts).
 */
import { base64Decode } from "./base.ts";
import { isAscii, lettersOf, roomFor, textOfLetters } from "./bytes.ts";
import type { JsonLimits, JsonObject, JsonValue } from "./json-value.ts";

/** From where (in) to where (out) something stands in the bytes of a document. */
export type Place = { readonly from: number; readonly to: number };

/** What a reader was told of the bytes of a document; nothing of one that only the strict parser takes. */
export type Places = {
  /** Where the objects stand that are elements of lists. */
  readonly objects: Map<JsonObject, Place>;
  /** The text of base64 that is most of the document, where one is: its letters without the quotes, and what they say. */
  long?: Place & { readonly text: string; readonly bytes: Uint8Array };
  /** That no text has an escape but of a quote, a backslash, and a line end. */
  isPlain: boolean;
};

/** For `parseCanonical` to fill. */
export function noPlaces(): Places {
  return { objects: new Map(), isPlain: false };
}

/**
 * The value of a document that keeps every rule; undefined for any doubt, and then the strict parser decides and names
 * the place. The engine's own JSON is several times faster, and safe where its value, written again, is the same text:
 * white space, doubled keys, rounded numbers and longer escapes all come back otherwise. What it does not see is asked after.
 *
 * It is read with one letter for each byte: JSON's own letters are ASCII, so that it is the same document, and one letter
 * beyond ASCII (each note of a log has a dash) does not double the text. Strings that have such letters are read at last.
 */
export function readCanonical(bytes: Uint8Array, limits: JsonLimits, places?: Places): JsonValue | undefined {
  if (bytes.length > limits.maxBytes) return undefined;
  const text = lettersOf(bytes);
  if (text === undefined) return undefined;
  const escapes = escapesIn(text);
  // Escapes by number are left to the strict parser: an escaped lone surrogate would come back the same. The short ones
  // cannot, and texts of HTTP and of notes are full of them.
  if (escapes === "numbered") return undefined;
  const long = places === undefined ? undefined : longIn(text);
  try {
    const value: JsonValue = JSON.parse(long === undefined ? text : text.slice(0, long.from) + text.slice(long.to));
    const walk: Walk = {
      text,
      at: 0,
      keysLeft: limits.maxKeys,
      isAscii: isAscii(bytes),
      long,
      places: places?.objects,
    };
    if (!isWritten(value, walk, limits.maxDepth) || walk.at !== text.length) return undefined;
    if (places !== undefined) {
      places.isPlain = escapes === "plain";
      if (long !== undefined) places.long = long;
    }
    return typeof value === "string" ? textOfLetters(value) : value;
  } catch {
    return undefined; // not JSON, or nested deeper than the engine bears
  }
}

/** Which escapes stand there; those that canonical form writes are told from others when the text is walked. */
function escapesIn(text: string): "plain" | "other" | "numbered" {
  let isPlain = true;
  for (let at = text.indexOf("\\"); at >= 0; at = text.indexOf("\\", at + 2)) {
    const letter = text.charCodeAt(at + 1);
    if (letter === LETTER_U) return "numbered";
    if (letter !== QUOTE && letter !== BACKSLASH && letter !== LETTER_N && letter !== LETTER_R) isPlain = false;
  }
  return isPlain ? "plain" : "other";
}

const LETTER_N = 0x6e;
const LETTER_R = 0x72;
const LETTER_U = 0x75;
const BACKSLASH = 0x5c;

/** Shorter ones the engine reads as fast. */
const LONG_LETTERS = 2048;

/**
 * The string in the middle of the document when it is long and base64, as bodies are. Such letters stand in JSON as they are,
 * so that the engine need not read them: it reads an empty string in their place, and the walk puts them there.
 */
function longIn(text: string): Places["long"] {
  const middle = text.length >> 1;
  let from = 0;
  let to = text.indexOf('"');
  while (to >= 0 && to <= middle) {
    from = to + 1;
    to = text.indexOf('"', from);
  }
  if (to - from < LONG_LETTERS) return undefined;
  const letters = text.slice(from, to);
  const bytes = base64Decode(letters, roomFor);
  return bytes === undefined ? undefined : { from, to, text: letters, bytes };
}

/** Where in the text the next value must stand, and how many more keys may follow. In the text a letter is a byte. */
type Walk = {
  readonly text: string;
  at: number;
  keysLeft: number;
  readonly isAscii: boolean;
  readonly long: Places["long"];
  readonly places: Places["objects"] | undefined;
};

const QUOTE = 0x22;
const COMMA = 0x2c;
const ARRAY_OPEN = 0x5b;
const ARRAY_CLOSE = 0x5d;
const OBJECT_OPEN = 0x7b;
const OBJECT_CLOSE = 0x7d;

/**
 * Whether the text goes on with the value's canonical form, which keeps the profile, and moves behind it. Little is
 * written for that: a text whose only escapes are the short ones holds every string without such letters as it is. Members
 * get their own text on the way: the long one, and those that have letters beyond ASCII.
 */
function isWritten(value: JsonValue, walk: Walk, depthLeft: number): boolean {
  if (typeof value === "string") return stands(value, walk);
  if (typeof value === "number") return Number.isSafeInteger(value) && continues(String(value), walk);
  if (typeof value !== "object" || value === null) return continues(String(value), walk);
  if (depthLeft === 0) return false;
  if (Array.isArray(value)) return isListWritten(value, walk, depthLeft);
  if (!isNext(OBJECT_OPEN, walk)) return false;
  const members = value as Record<string, JsonValue>;
  let before: string | undefined;
  for (const key of Object.keys(members)) {
    if (before !== undefined && (before >= key || !isNext(COMMA, walk))) return false;
    walk.keysLeft -= 1;
    const name = plainName(key);
    if (walk.keysLeft < 0 || name === undefined || !continues(name, walk)) return false;
    if (!isMemberWritten(members, key, walk, depthLeft)) return false;
    before = key;
  }
  return isNext(OBJECT_CLOSE, walk);
}

function isListWritten(list: JsonValue[], walk: Walk, depthLeft: number): boolean {
  if (!isNext(ARRAY_OPEN, walk)) return false;
  for (let at = 0; at < list.length; at++) {
    if (at > 0 && !isNext(COMMA, walk)) return false;
    const from = walk.at;
    if (!isMemberWritten(list as unknown as Record<number, JsonValue>, at, walk, depthLeft)) return false;
    const element = list[at] ?? null;
    if (isObject(element)) walk.places?.set(element, { from, to: walk.at });
  }
  return isNext(ARRAY_CLOSE, walk);
}

function isMemberWritten<K extends string | number>(
  members: Record<K, JsonValue>,
  key: K,
  walk: Walk,
  depthLeft: number,
): boolean {
  const { long } = walk;
  if (walk.at + 1 === long?.from) {
    members[key] = long.text;
    walk.at = long.to + 1;
    return true;
  }
  const member = members[key];
  if (!isWritten(member, walk, depthLeft - 1)) return false;
  if (typeof member === "string" && !walk.isAscii) members[key] = textOfLetters(member);
  return true;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
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

/** Text that JSON writes as it is. */
export const NEEDS_NO_ESCAPE = /^[ !#-[\]-~]*$/;
