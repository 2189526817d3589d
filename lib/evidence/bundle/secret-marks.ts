/**
 * A search for what every form of a secret has (`secret-anchors.ts`) that goes once over the bytes of a body: most bodies hold
 * none, and to make a text of each and put it to each form took a quarter of the check of a bundle.
 */
import { ANCHORS } from "./secret-anchors.ts";

/** Each byte in lower case. */
const LOWER = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte));

const NUL = 0;
const PERCENT = 0x25;
const BACKSLASH = 0x5c;
const LINE_END = 0x0a;
const DIGIT_0 = 0x30;
const DIGIT_7 = 0x37;
const LETTER_N = 0x6e;
const LETTER_R = 0x72;
const LETTER_U = 0x75;

/** Letters as one number, the last one lowest. */
function pack(letters: string): number {
  let packed = 0;
  for (const letter of letters) packed = (packed << 8) | letter.charCodeAt(0);
  return packed;
}

const PACKED: ReadonlySet<number> = new Set(ANCHORS.map(pack));

/** One bit for each two letters that end an anchor, in lower case. */
const ENDS = new Int32Array(65_536 / 32);
/** One bit for each two bytes in a row that ask for a look at what stands around them: tables that stay at hand. */
const ASKED = new Int32Array(65_536 / 32);
/** The same by the number as which this machine reads two bytes. */
const ASKED_READ = new Int32Array(65_536 / 32);
/** Of two letters of a text, in which every escape is told. */
const ASKED_IN_TEXT = new Int32Array(65_536 / 32);
/** One bit for each letter and what stands behind a backslash behind it, when the two may be letters of an anchor in a row. */
const JOINED = new Int32Array(65_536 / 32);
{
  const bothCases = (letters: string) => Array.from(letters + letters.toUpperCase(), (letter) => letter.charCodeAt(0));
  const every = Array.from({ length: 256 }, (_, byte) => byte);
  const escapes = [NUL, PERCENT, BACKSLASH];
  const digits = bothCases("01234567");
  const leads = ANCHORS.flatMap((anchor) => bothCases(anchor.slice(0, -1)));
  const follows = [...ANCHORS.flatMap((anchor) => bothCases(`${anchor.slice(1)}u`)), ...escapes];
  const isLowFirst = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  const mark = (table: Int32Array, pair: number) => {
    table[pair >> 5] = (table[pair >> 5] ?? 0) | (1 << (pair & 31));
  };
  const askInText = (firsts: readonly number[], seconds: readonly number[]) => {
    for (const first of firsts) for (const second of seconds) mark(ASKED_IN_TEXT, (first << 8) | second);
  };
  const ask = (firsts: readonly number[], seconds: readonly number[]) => {
    for (const first of firsts)
      for (const second of seconds) {
        mark(ASKED, (first << 8) | second);
        mark(ASKED_READ, isLowFirst ? (second << 8) | first : (first << 8) | second);
      }
  };
  askInText(every, escapes);
  askInText(escapes, every);
  ask(every, [PERCENT, BACKSLASH]);
  ask([...leads, ...escapes], [NUL]);
  ask([NUL, BACKSLASH], follows);
  ask([PERCENT], digits);
  for (const packed of PACKED) mark(ENDS, packed & 0xffff);
  const join = (firsts: readonly number[], seconds: readonly number[]) => {
    for (const first of firsts) for (const second of seconds) mark(JOINED, (first << 8) | second);
  };
  for (const anchor of ANCHORS)
    for (let at = 1; at < anchor.length; at++) join(bothCases(anchor.charAt(at - 1)), bothCases(anchor.charAt(at)));
  // Behind what may be an escape itself nobody knows the letter before; before one, nobody knows the letter behind.
  join([...escapes, ...bothCases("0123456789abcdef")], follows);
  join(every, [...escapes, LETTER_U]);
  // Of two pairs in a row one is looked at, whichever: of four letters the first two need no look.
  for (const anchor of ANCHORS)
    for (let at = anchor.length - 3; at < anchor.length - 1; at++)
      for (const put of [ask, askInText]) put(bothCases(anchor.charAt(at)), bothCases(anchor.charAt(at + 1)));
}

/** So many pairs from an escape the last letter of its anchor can stand: behind an escape of six, and then a NUL. */
const REACH = 6;

/** Pairs with escapes within reach of each other: what is between them is read letter by letter, once. */
type Around = { from: number; to: number };

/**
 * Whether the plain text of these bytes (`plain(textOf(bytes))` of secret-forms.ts and secrets.ts) may have a mark: true for
 * some that have none, never false for one that has. Total; one pass over pairs, a second one where a pair asks for it.
 */
export function mayHaveMark(bytes: Uint8Array): boolean {
  // Two bytes are one number only where they stand at an even place of their memory.
  if (bytes.byteOffset % 2 !== 0) return mayHaveMark(new Uint8Array(bytes));
  const pairs = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
  const around: Around = { from: 0, to: 0 };
  const last = pairs.length - 4;
  let at = 0;
  // Four are asked by one branch, seldom taken: on bytes by chance, one that is taken now and then costs more than all else.
  for (; at <= last; at += 4) {
    const a = pairs[at] ?? 0;
    const b = pairs[at + 1] ?? 0;
    const c = pairs[at + 2] ?? 0;
    const d = pairs[at + 3] ?? 0;
    const first = ((ASKED_READ[a >> 5] ?? 0) >> (a & 31)) | ((ASKED_READ[b >> 5] ?? 0) >> (b & 31));
    const second = ((ASKED_READ[c >> 5] ?? 0) >> (c & 31)) | ((ASKED_READ[d >> 5] ?? 0) >> (d & 31));
    if (((first | second) & 1) !== 0 && hasAnchorAmong(bytes, at, at + 4, around)) return true;
  }
  return hasAnchorAmong(bytes, at, pairs.length, around) || hasAnchorAround(bytes, around);
}

/** At these pairs, of which some may ask: at letters as they are at once, at escapes with those within reach, once no more are. */
function hasAnchorAmong(bytes: Uint8Array, from: number, to: number, around: Around): boolean {
  for (let pair = from; pair < to; pair++) {
    const at = 2 * pair;
    const first = bytes[at] ?? 0;
    const second = bytes[at + 1] ?? 0;
    if (!isAsked(ASKED, (first << 8) | second)) continue;
    if (!isEscape(first) && !isEscape(second)) {
      if (endsAnchorAt(bytes, at + 1) || endsAnchorAt(bytes, at + 2)) return true;
    } else if (mayEscape(bytes, at)) {
      if (pair >= around.to) {
        if (hasAnchorAround(bytes, around)) return true;
        around.from = pair;
      }
      around.to = pair + REACH;
    }
  }
  return false;
}

/** Whether the letters up to this place, as they stand, are an anchor. */
function endsAnchorAt(bytes: Uint8Array, at: number): boolean {
  const end = ((LOWER[bytes[at - 1] ?? 0] ?? 0) << 8) | (LOWER[bytes[at] ?? 0] ?? 0);
  if (!isAsked(ENDS, end)) return false;
  const start = ((LOWER[bytes[at - 3] ?? 0] ?? 0) << 8) | (LOWER[bytes[at - 2] ?? 0] ?? 0);
  return PACKED.has((start << 16) | end);
}

/** Whether `plain` may read a letter of an anchor from an escape that begins, or goes on, with these two bytes. */
function mayEscape(bytes: Uint8Array, at: number): boolean {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  const third = bytes[at + 2] ?? 0;
  if (second === BACKSLASH) return isJoined(first, third);
  if (second === PERCENT) return third >= DIGIT_0 && third <= DIGIT_7;
  return first !== BACKSLASH || isJoined(bytes[at - 1] ?? 0, second);
}

/** Of a backslash the letters before and behind it: an `n` or `r` behind it is a line end. */
function isJoined(before: number, behind: number): boolean {
  const letter = behind === LETTER_N || behind === LETTER_R ? LINE_END : behind;
  return isAsked(JOINED, (before << 8) | letter);
}

function hasAnchorAround(bytes: Uint8Array, { from, to }: Around): boolean {
  return to > 0 && hasAnchor(bytes, Math.max(0, 2 * from - 3), Math.min(2 * to, bytes.length));
}

function isAsked(table: Int32Array, pair: number): boolean {
  return (((table[pair >> 5] ?? 0) >> (pair & 31)) & 1) !== 0;
}

/** Letter by letter, with escapes read as `plain` reads them; yes where they build on each other. */
function hasAnchor(bytes: Uint8Array, from: number, to: number): boolean {
  let last = 0;
  for (let at = from; at < to; at++) {
    let letter = LOWER[bytes[at] ?? 0] ?? 0;
    if (isEscape(letter)) {
      const found = readAt(bytes, at);
      if (found === MIXED) return true;
      at += Math.floor(found / ESCAPE_BYTES);
      const read = found % ESCAPE_BYTES;
      if (read === NUL) continue;
      letter = LOWER[read] ?? 0;
    }
    last = (last << 8) | letter;
    if (endsAnchor(last)) return true;
  }
  return false;
}

/**
 * The same of a text as it stands, before `plain` reads it: true for whatever has a letter with which an escape begins, false
 * only for one that `plain` leaves as it is and that has no mark. Total; one pass over pairs.
 */
export function mayHaveMarkInText(text: string): boolean {
  for (let at = 0; at < text.length; at += 2)
    if (isAsked(ASKED_IN_TEXT, (letterAt(text, at) << 8) | letterAt(text, at + 1)) && holdsMarkAround(text, at))
      return true;
  return false;
}

/** A byte; behind the end as beyond it. */
function letterAt(text: string, at: number): number {
  const letter = text.charCodeAt(at);
  return letter <= 0xff ? letter : NO_LETTER;
}

/** Letter by letter where an anchor can stand that has the two letters at this place. */
function holdsMarkAround(text: string, at: number): boolean {
  let last = 0;
  const to = Math.min(at + 4, text.length);
  for (let next = Math.max(0, at - 2); next < to; next++) {
    const letter = LOWER[letterAt(text, next)] ?? NO_LETTER;
    last = (last << 8) | letter;
    if (isEscape(letter) || endsAnchor(last)) return true;
  }
  return false;
}

/** Stands for all that is beyond a byte: marks are of ASCII, and case makes no other letter one of them. */
const NO_LETTER = 1;

function isEscape(letter: number): boolean {
  return letter === NUL || letter === PERCENT || letter === BACKSLASH;
}

/** `last`: four letters in lower case, packed. */
function endsAnchor(last: number): boolean {
  return isAsked(ENDS, last & 0xffff) && PACKED.has(last);
}

/** Instead of a letter: escapes that build on each other. */
const MIXED = -1;
const ESCAPE_BYTES = 256;

/**
 * The letter that `plain` reads from the NUL, percent sign or backslash at `at`, NUL for none, and 256 for each byte more that
 * it is made of. One number: what a function gives back as an object is thrown away for each such byte.
 */
function readAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === NUL) return NUL;
  if (byte === PERCENT) {
    const read = escapedAt(bytes, at + 1);
    // A slash: then `plain` looks at the text as it was, too. A backslash may begin an escape of the other kind.
    if (read === 0x2f || read === BACKSLASH) return MIXED;
    return read === undefined ? PERCENT : 2 * ESCAPE_BYTES + read;
  }
  let upTo = at;
  while (bytes[upTo + 1] === BACKSLASH) upTo++;
  if (isMixed(bytes, upTo + 1)) return MIXED;
  const more = (upTo - at) * ESCAPE_BYTES;
  const next = bytes[upTo + 1];
  const isNumbered = next === 0x75 && bytes[upTo + 2] === 0x30 && bytes[upTo + 3] === 0x30;
  const read = isNumbered ? escapedAt(bytes, upTo + 4) : undefined;
  if (read === BACKSLASH) return MIXED;
  if (read !== undefined) return more + 5 * ESCAPE_BYTES + read;
  return next === 0x72 || next === 0x6e ? more + ESCAPE_BYTES + LINE_END : more + NUL;
}

/** Whether what stands behind a backslash is escaped itself in the other way, so that `plain` may read both together. */
function isMixed(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] === PERCENT) return AFTER_BACKSLASH.has(escapedAt(bytes, at + 1) ?? NUL);
  if (bytes[at] !== 0x75) return false;
  for (let digit = 1; digit <= 4; digit++) if (bytes[at + digit] === PERCENT) return true;
  return false;
}

/** u, r, n and the backslash. */
const AFTER_BACKSLASH: ReadonlySet<number> = new Set([0x75, 0x72, 0x6e, BACKSLASH]);

/** The ASCII letter of two hex digits; undefined where none stand. */
function escapedAt(bytes: Uint8Array, at: number): number | undefined {
  const high = (bytes[at] ?? 0) - 0x30;
  const low = hexDigit(bytes[at + 1] ?? 0);
  return high < 0 || high > 7 || low === undefined ? undefined : high * 16 + low;
}

function hexDigit(byte: number): number | undefined {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : undefined;
}
