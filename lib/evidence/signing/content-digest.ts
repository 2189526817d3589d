/** `Content-Digest` of RFC 9530, as the profile has it: one SHA-256 over the bytes as sent, and nothing else. */
import { base64Decode, base64Encode } from "#lib/kernel/base.ts";
import { equalBytes } from "#lib/kernel/bytes.ts";
import { HASH_BYTES, type Hash, sha256 } from "#lib/kernel/hash.ts";
import { type SigningRefusal, signingRefusal } from "./signing-refusal.ts";

const BEFORE = "sha-256=:";

/** `sha-256=:…:` of the bytes. Total. */
export function contentDigestOf(bytes: Uint8Array): string {
  return `${BEFORE}${base64Encode(sha256(bytes))}:`;
}

/**
 * Compares a field with the hash of the body. A second algorithm beside SHA-256 is refused: who checks the one and who checks
 * the other could see two bodies. Total.
 */
export function checkContentDigest(field: string, bodyHash: Hash, component: string): SigningRefusal | undefined {
  const isOne = field.startsWith(BEFORE) && field.endsWith(":");
  const stated = isOne ? base64Decode(field.slice(BEFORE.length, -1)) : undefined;
  if (stated?.length !== HASH_BYTES) return signingRefusal("digest-form", component);
  return equalBytes(stated, bodyHash) ? undefined : signingRefusal("digest-mismatch", component);
}
