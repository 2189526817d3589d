/**
 * What a platform computes faster than TypeScript and to the letter alike: pure functions, so that nobody has to pass
 * them along (docs/adr/0045-native-by-name.md). This is the form in plain TypeScript, which the name `#native`
 * (package.json, "imports") means wherever there is no Node; in a Node process it means lib/platform/node-native.ts.
 * Callers use `sha256` of hash.ts, what reads and writes text of bytes.ts, `base64Decode` of base.ts.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

export { base64Decode } from "./base-bits.ts";
export { isAscii, lettersOf, textOfLetters, utf8Decode, utf8Encode } from "./utf8.ts";

type Ed25519 = {
  readonly sign: (seed: Uint8Array, message: Uint8Array) => Uint8Array;
  readonly verify: (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean;
};

/**
 * The platform's own Ed25519, where it has one. What it signs is alike everywhere; about what is a valid signature
 * platforms disagree, so that `verify` is tested before it is used (passesSelfTest in ed25519.ts).
 */
export const ed25519Here: Ed25519 | undefined = undefined as Ed25519 | undefined;

/** {@link digest} of one part, in 64 lower-case hex digits. */
export function digestHex(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/** SHA-256 over the parts in order, as if concatenated. A new array of 32 bytes. FIPS 180-4. Total. */
export function digest(...parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return sha256(only);
  const hasher = sha256.create();
  for (const part of parts) hasher.update(part);
  return hasher.digest();
}
