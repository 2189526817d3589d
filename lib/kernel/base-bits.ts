/** Bits to letters and back, for alphabets of a power of two. Callers take the named forms of base.ts. */
import { asciiText } from "./utf8.ts";

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE64_URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BASE32_LOWER = "abcdefghijklmnopqrstuvwxyz234567";
const HEX = "0123456789abcdef";

export type Alphabet = { readonly bitsPerLetter: number; readonly codes: Uint8Array; readonly values: Int8Array };

export function alphabetOf(letters: string, bitsPerLetter: number): Alphabet {
  const codes = new Uint8Array(letters.length);
  const values = new Int8Array(128).fill(-1);
  for (let i = 0; i < letters.length; i++) {
    codes[i] = letters.charCodeAt(i);
    values[letters.charCodeAt(i)] = i;
  }
  return { bitsPerLetter, codes, values };
}

export const base64Alphabet = alphabetOf(BASE64, 6);
export const base64UrlAlphabet = alphabetOf(BASE64_URL, 6);
export const base32Alphabet = alphabetOf(BASE32_LOWER, 5);
export const hexAlphabet = alphabetOf(HEX, 4);

export function encodeBits(bytes: Uint8Array, { bitsPerLetter, codes }: Alphabet): string {
  const letters = new Uint8Array(Math.ceil((bytes.length * 8) / bitsPerLetter));
  const mask = (1 << bitsPerLetter) - 1;
  let held = 0;
  let heldBits = 0;
  let end = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffff;
    heldBits += 8;
    while (heldBits >= bitsPerLetter) {
      heldBits -= bitsPerLetter;
      letters[end++] = codes[(held >> heldBits) & mask] ?? 0;
    }
  }
  if (heldBits > 0) letters[end++] = codes[(held << (bitsPerLetter - heldBits)) & mask] ?? 0;
  return asciiText(letters, 0, end);
}

/** Where to write so many bytes. */
export type RoomFor = (length: number) => Uint8Array;

const ownRoom: RoomFor = (length) => new Uint8Array(length);

export function decodeBits(
  text: string,
  { bitsPerLetter, values }: Alphabet,
  roomFor: RoomFor = ownRoom,
): Uint8Array | undefined {
  const bytes = roomFor(Math.floor((text.length * bitsPerLetter) / 8));
  let held = 0;
  let heldBits = 0;
  let end = 0;
  for (let i = 0; i < text.length; i++) {
    const value = values[text.charCodeAt(i)] ?? -1;
    if (value < 0) return undefined;
    held = ((held << bitsPerLetter) | value) & 0xffff;
    heldBits += bitsPerLetter;
    if (heldBits >= 8) {
      heldBits -= 8;
      bytes[end++] = held >> heldBits;
    }
  }
  // A whole letter that carries no byte, or bits that say nothing, would give one value two texts.
  if (heldBits >= bitsPerLetter || (held & ((1 << heldBits) - 1)) !== 0) return undefined;
  return bytes;
}

/** Inverse of `base64Encode` (base.ts): padding required, stray bits refused. `roomFor`: an own array where it is not given. */
export function base64Decode(text: string, roomFor?: RoomFor): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  return decodeBits(text.slice(0, text.length - padding), base64Alphabet, roomFor);
}
