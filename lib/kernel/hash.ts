/** SHA-256 and the type of its result. */

import { digest, digestHex } from "#native";

/** 32 bytes that are, or claim to be, a SHA-256 value. */
export type Hash = Uint8Array & { readonly __brand: "Hash" };

export const HASH_BYTES = 32;

/** SHA-256 over the parts in order, as if concatenated. 32 bytes. FIPS 180-4. Total. */
export function sha256(...parts: readonly Uint8Array[]): Hash {
  return digest(...parts) as Hash;
}

/** SHA-256 in 64 lower-case hex digits: where a hash is a name, its bytes are not needed. Total. */
export function sha256Hex(bytes: Uint8Array): string {
  return digestHex(bytes);
}

/** Takes bytes for a hash. Throws RangeError unless there are exactly 32: outside input is measured before. */
export function asHash(bytes: Uint8Array): Hash {
  if (bytes.length !== HASH_BYTES) throw new RangeError(`a hash has 32 bytes, not ${bytes.length}`);
  return bytes as Hash;
}
