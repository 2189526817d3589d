/** What `#native` (package.json, "imports") means in a Node process: OpenSSL's SHA-256 and Ed25519, the engine's UTF-8 and base64. */
import { isAscii as isAsciiBuffer, isUtf8 } from "node:buffer";
import { hash } from "node:crypto";
import { toUSVString } from "node:util";
import { base64Decode as decodeByHand } from "#lib/kernel/base-bits.ts";
import type * as native from "#lib/kernel/native.ts";
import { utf8Encode as encodeByHand } from "#lib/kernel/utf8.ts";
import { nodeSign, nodeVerify } from "./node-openssl-ed25519.ts";

export const ed25519Here: typeof native.ed25519Here = { sign: nodeSign, verify: nodeVerify };

// Parts are joined here, then hashed by one call: a hasher object costs more than the bytes. Longer input gets its own.
const joined = new Uint8Array(65_536);

export const digest: typeof native.digest = (...parts) => {
  const [only] = parts;
  return bytesOf(hash("sha256", only !== undefined && parts.length === 1 ? only : join(parts), "binary"));
};

export const digestHex: typeof native.digestHex = (bytes) => hash("sha256", bytes, "hex");

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Asked first: to refuse by an exception costs more than to read, and bodies are often no text. */
export const utf8Decode: typeof native.utf8Decode = (bytes) => (isUtf8(bytes) ? decoder.decode(bytes) : undefined);

export const isAscii: typeof native.isAscii = (bytes) => isAsciiBuffer(bytes);

export const lettersOf: typeof native.lettersOf = (bytes) =>
  isUtf8(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1") : undefined;

/** Below this length an expression costs less than the call. Most texts are ASCII. */
const LONG_LETTERS = 64;
const IS_ASCII = /^[\0-\x7f]*$/;

export const textOfLetters: typeof native.textOfLetters = (letters) => {
  const { length } = letters;
  if (length < LONG_LETTERS ? IS_ASCII.test(letters) : Buffer.byteLength(letters) === length) return letters;
  return utf8Decode(Buffer.from(letters, "latin1")) ?? letters;
};

const encoder = new TextEncoder();

/** Below this length the engine's encoder costs more to call than it saves. UTF-16 units. */
const LONG = 64;

/** The encoder would write U+FFFD for a lone surrogate. */
export const utf8Encode: typeof native.utf8Encode = (text) => {
  if (text.length < LONG) return encodeByHand(text);
  const bytes = encoder.encode(text);
  if (bytes.length !== text.length && toUSVString(text) !== text) throw new RangeError("a string has a lone surrogate");
  return bytes;
};

/** Below this length, a hash or a signature above all, letters read by hand cost less than the call. */
const LONG_BASE64 = 384;

/**
 * Node skips what is no base64, and then fewer bytes come out; reads base64url letters as base64; and forgets stray bits of
 * the last letter. To look for these three costs a third of writing the text again.
 */
export const base64Decode: typeof native.base64Decode = (text, roomFor) => {
  const { length } = text;
  if (length < LONG_BASE64) return decodeByHand(text, roomFor);
  if (length % 4 !== 0 || text.includes("-") || text.includes("_") || Buffer.byteLength(text) !== length)
    return undefined;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  if (!LAST_LETTERS[padding]?.includes(text.charAt(length - 1 - padding))) return undefined;
  const size = (length / 4) * 3 - padding;
  const bytes = roomFor === undefined ? new Uint8Array(size) : roomFor(size);
  const written = Buffer.from(bytes.buffer, bytes.byteOffset, size).write(text, "base64");
  return written === size ? bytes : undefined;
};

/** Letters that carry no stray bits before so much padding. */
const LAST_LETTERS = ["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", "AEIMQUYcgkosw048", "AQgw"];

function join(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const room = length <= joined.length ? joined : new Uint8Array(length);
  let end = 0;
  for (const part of parts) {
    room.set(part, end);
    end += part.length;
  }
  return room.subarray(0, length);
}

/** A letter a byte: to take the digest as text and copy it costs a third of what a new Buffer does. */
function bytesOf(letters: string): Uint8Array {
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  return bytes;
}
