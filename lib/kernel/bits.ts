/** Letters that carry bits: what base64, base32 and hex have in common (RFC 4648). Callers take the forms from base.ts. */
import { asciiText } from "./utf8.ts";

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

/** Letters without padding. Total. */
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

/** Inverse of {@link encodeBits}; undefined for any other text. Total. */
export function decodeBits(text: string, { bitsPerLetter, values }: Alphabet): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * bitsPerLetter) / 8));
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
