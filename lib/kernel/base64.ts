/** Base64 read and written by hand. Callers take it from base.ts, where a platform may do both. */
import { alphabetOf, decodeBits, encodeBits } from "./bits.ts";

const base64Alphabet = alphabetOf("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 6);

/** RFC 4648 section 4, padded with `=`. Total. */
export function base64Encode(bytes: Uint8Array): string {
  const text = encodeBits(bytes, base64Alphabet);
  return text + "=".repeat((4 - (text.length % 4)) % 4);
}

/** Inverse of {@link base64Encode}: padding required, stray bits refused. */
export function base64Decode(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  return decodeBits(text.slice(0, text.length - padding), base64Alphabet);
}
