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
