/**
 * Text forms of bytes. Every decoder is strict: it accepts exactly what the matching encoder writes, so that one
 * value has one text. A decoder answers undefined for anything else and never throws.
 */

import {
  alphabetOf,
  base32Alphabet,
  base64Alphabet,
  base64UrlAlphabet,
  decodeBits,
  encodeBits,
  hexAlphabet,
} from "./base-bits.ts";
import { asciiText } from "./utf8.ts";

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const base58Alphabet = alphabetOf(BASE58, 0);

/** RFC 4648 section 4, padded with `=`. Total. */
export function base64Encode(bytes: Uint8Array): string {
  const text = encodeBits(bytes, base64Alphabet);
  return text + "=".repeat((4 - (text.length % 4)) % 4);
}

/** Inverse of {@link base64Encode}: padding required, stray bits refused. A platform may read it (native.ts). */
export { base64Decode } from "#native";

/** RFC 4648 section 5, unpadded. Total. */
export function base64UrlEncode(bytes: Uint8Array): string {
  return encodeBits(bytes, base64UrlAlphabet);
}

/** Inverse of {@link base64UrlEncode}: padding and stray bits refused. */
export function base64UrlDecode(text: string): Uint8Array | undefined {
  return decodeBits(text, base64UrlAlphabet);
}

/** Two lower-case digits a byte. Total. */
export function hexEncode(bytes: Uint8Array): string {
  const { codes } = hexAlphabet;
  const letters = new Uint8Array(bytes.length * 2);
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    letters[2 * at] = codes[byte >> 4] ?? 0;
    letters[2 * at + 1] = codes[byte & 15] ?? 0;
  }
  return asciiText(letters, 0, letters.length);
}

/** Inverse of {@link hexEncode}: upper case and odd lengths refused. */
export function hexDecode(text: string): Uint8Array | undefined {
  return decodeBits(text, hexAlphabet);
}

/** RFC 4648 section 6 in lower case, unpadded. Total. */
export function base32LowerEncode(bytes: Uint8Array): string {
  return encodeBits(bytes, base32Alphabet);
}

/** Inverse of {@link base32LowerEncode}: upper case, padding and stray bits refused. */
export function base32LowerDecode(text: string): Uint8Array | undefined {
  return decodeBits(text, base32Alphabet);
}

/**
 * Base58 in the Bitcoin alphabet (multibase `z`), one leading `1` for each leading zero byte. Total.
 * Takes time quadratic in the length: for keys and digests only.
 */
export function base58Encode(bytes: Uint8Array): string {
  const digits: number[] = []; // base 58, least significant first
  for (const byte of bytes) {
    let carry = byte;
    for (let i = 0; i < digits.length; i++) {
      carry += (digits[i] ?? 0) << 8;
      digits[i] = carry % 58;
      carry = Math.floor(carry / 58);
    }
    while (carry > 0) {
      digits.push(carry % 58);
      carry = Math.floor(carry / 58);
    }
  }
  let text = "1".repeat(leadingZeros(bytes));
  for (const digit of digits.reverse()) text += BASE58[digit] ?? "";
  return text;
}

/** Longest text that {@link base58Decode} looks at: it takes quadratic time, and no key or digest is longer. */
export const BASE58_MAX_LETTERS = 256;

/** Inverse of {@link base58Encode} for texts of up to {@link BASE58_MAX_LETTERS} letters; longer ones are refused. */
export function base58Decode(text: string): Uint8Array | undefined {
  if (text.length > BASE58_MAX_LETTERS) return undefined;
  const bytes: number[] = []; // base 256, least significant first
  let ones = 0;
  for (let at = 0; at < text.length; at++) {
    let carry = base58Alphabet.values[text.charCodeAt(at)] ?? -1;
    if (carry < 0) return undefined;
    if (carry === 0 && ones === at) ones++;
    for (let i = 0; i < bytes.length; i++) {
      carry += (bytes[i] ?? 0) * 58;
      bytes[i] = carry & 0xff;
      carry >>= 8;
    }
    while (carry > 0) {
      bytes.push(carry & 0xff);
      carry >>= 8;
    }
  }
  const decoded = new Uint8Array(ones + bytes.length);
  decoded.set(bytes.reverse(), ones);
  return decoded;
}

function leadingZeros(bytes: Uint8Array): number {
  let zeros = 0;
  while (zeros < bytes.length && bytes[zeros] === 0) zeros++;
  return zeros;
}
