/** SHA-256 and the type of its result. */

import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";

/** 32 bytes that are, or claim to be, a SHA-256 value. */
export type Hash = Uint8Array & { readonly __brand: "Hash" };

export const HASH_BYTES = 32;

/** SHA-256 over the parts in order, as if concatenated. 32 bytes. FIPS 180-4. Total. */
export function sha256(...parts: readonly Uint8Array[]): Hash {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return nobleSha256(only) as Uint8Array as Hash;
  const hasher = nobleSha256.create();
  for (const part of parts) hasher.update(part);
  return hasher.digest() as Uint8Array as Hash;
}

/** Takes bytes for a hash. Throws RangeError unless there are exactly 32: outside input is measured before. */
export function asHash(bytes: Uint8Array): Hash {
  if (bytes.length !== HASH_BYTES) throw new RangeError(`a hash has 32 bytes, not ${bytes.length}`);
  return bytes as Hash;
}
