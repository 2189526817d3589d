/** UTF-8 read and written by hand. Callers take it from bytes.ts, where a platform may do it. */

/**
 * Text of UTF-8 bytes, or undefined when they are not well-formed UTF-8 (Unicode table 3-7): overlong forms,
 * surrogates, values past U+10FFFF, stray or missing continuation bytes. A byte order mark is kept as U+FEFF. Total.
 */
export function utf8Decode(bytes: Uint8Array): string | undefined {
  let text = "";
  let plainFrom = 0;
  let at = 0;
  while (at < bytes.length) {
    if ((bytes[at] ?? 0) < 0x80) {
      at++;
      continue;
    }
    const code = codePointAt(bytes, at);
    if (code === undefined) return undefined;
    text += asciiText(bytes, plainFrom, at) + String.fromCodePoint(code);
    at += code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    plainFrom = at;
  }
  return text + asciiText(bytes, plainFrom, at);
}

/**
 * The code point whose well-formed multi-byte UTF-8 form starts at `at` (so it is ≥ U+0080), or undefined when
 * none does. Total.
 */
export function codePointAt(bytes: Uint8Array, at: number): number | undefined {
  const first = bytes[at] ?? 0;
  const second = (bytes[at + 1] ?? 0) ^ 0x80;
  if (first < 0xc2 || first > 0xf4 || second > 0x3f) return undefined;
  if (first < 0xe0) return ((first & 0x1f) << 6) | second;
  const third = (bytes[at + 2] ?? 0) ^ 0x80;
  if (third > 0x3f) return undefined;
  if (first < 0xf0) {
    const code = ((first & 0x0f) << 12) | (second << 6) | third;
    return code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? undefined : code;
  }
  const fourth = (bytes[at + 3] ?? 0) ^ 0x80;
  if (fourth > 0x3f) return undefined;
  const code = ((first & 0x07) << 18) | (second << 12) | (third << 6) | fourth;
  return code < 0x10000 || code > 0x10ffff ? undefined : code;
}

// Engines limit the number of arguments of one call; 4,096 is far below every limit.
const CHUNK = 4096;
// Below this length appending letter by letter beats a call with an argument list.
const SHORT = 24;

/** One letter for each of the bytes `from` (in) to `to` (out), of the same number. Total. */
export function asciiText(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  if (to - from <= SHORT) {
    for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i] ?? 0);
    return text;
  }
  for (let start = from; start < to; start += CHUNK) {
    const chunk = bytes.subarray(start, Math.min(start + CHUNK, to));
    // Unlike spread, Reflect.apply reads a typed array without its iterator, which is several times faster.
    text += Reflect.apply(String.fromCharCode, undefined, chunk);
  }
  return text;
}

/** Whether all bytes are below 0x80. Total. */
export function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] ?? 0) >= 0x80) return false;
  return true;
}

/** One letter for each byte, of the same number; undefined when the bytes are not well-formed UTF-8. Total. */
export function lettersOf(bytes: Uint8Array): string | undefined {
  return isAscii(bytes) || utf8Decode(bytes) !== undefined ? asciiText(bytes, 0, bytes.length) : undefined;
}

/** The text whose UTF-8 bytes are these letters' numbers; the letters themselves where they are no UTF-8. Total. */
export function textOfLetters(letters: string): string {
  const bytes = new Uint8Array(letters.length);
  let every = 0;
  for (let i = 0; i < letters.length; i++) {
    const code = letters.charCodeAt(i);
    bytes[i] = code;
    every |= code;
  }
  return every < 0x80 ? letters : (utf8Decode(bytes) ?? letters);
}

/** Whether no surrogate stands alone, so that the text has a UTF-8 form. Total. */
export function isWellFormed(text: string): boolean {
  // With the u flag a surrogate pair is one code point, so that only lone surrogates match.
  return !/\p{Surrogate}/u.test(text);
}

/**
 * UTF-8 bytes of `text`.
 *
 * Throws RangeError on a lone surrogate: it has no UTF-8 form, and writing U+FFFD for it would sign
 * other bytes than were meant.
 */
export function utf8Encode(text: string): Uint8Array {
  const ascii = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) return utf8EncodeAny(text);
    ascii[i] = code;
  }
  return ascii;
}

function utf8EncodeAny(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let end = 0;
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code < 0x80) {
      bytes[end++] = code;
      continue;
    }
    if (code < 0x800) {
      bytes[end++] = 0xc0 | (code >> 6);
      bytes[end++] = 0x80 | (code & 0x3f);
      continue;
    }
    if (code >= 0xd800 && code <= 0xdfff) {
      const low = text.charCodeAt(i + 1);
      if (code >= 0xdc00 || !(low >= 0xdc00 && low <= 0xdfff)) throw new RangeError(`lone surrogate at ${i}`);
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
      i++;
      bytes[end++] = 0xf0 | (code >> 18);
      bytes[end++] = 0x80 | ((code >> 12) & 0x3f);
    } else {
      bytes[end++] = 0xe0 | (code >> 12);
    }
    bytes[end++] = 0x80 | ((code >> 6) & 0x3f);
    bytes[end++] = 0x80 | (code & 0x3f);
  }
  return bytes.slice(0, end);
}
