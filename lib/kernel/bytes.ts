/**
 * Bytes and UTF-8, without platform types: the core may run where there is neither `Buffer` nor `TextEncoder`.
 */

/** A platform may read and write it (native.ts). */
export { isAscii, lettersOf, textOfLetters, utf8Decode, utf8Encode } from "#native";
export { asciiText, codePointAt, isWellFormed } from "./utf8.ts";

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

const BLOCK_BYTES = 65_536;
let block = new Uint8Array(BLOCK_BYTES);
let used = 0;

/**
 * So many bytes of nobody's, for what is soon gone: a view of a block that many share, since a buffer of its own costs more
 * than to fill it. Never transferred, and copied by whoever keeps it for long. At an even place. Total.
 */
export function roomFor(length: number): Uint8Array {
  if (length > BLOCK_BYTES / 8) return new Uint8Array(length);
  if (used + length > BLOCK_BYTES) [block, used] = [new Uint8Array(BLOCK_BYTES), 0];
  const room = block.subarray(used, used + length);
  used += length + (length % 2);
  return room;
}

/** As {@link concatBytes}, in {@link roomFor} them. Total. */
export function concatInBlock(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const room = roomFor(length);
  let offset = 0;
  for (const part of parts) {
    room.set(part, offset);
    offset += part.length;
  }
  return room;
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
