/**
 * Bytes and UTF-8, without platform types: the core may run where there is neither `Buffer` nor `TextEncoder`.
 */

export { utf8Decode } from "#native";
export { asciiText, codePointAt } from "./utf8.ts";

/** One array holding all parts in order. Total. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Same length and same bytes. Not constant-time: for public values only. Total. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Byte order, then length: negative, zero or positive as `a` sorts before, with or after `b`. Total. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
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
