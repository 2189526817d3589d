/** `Content-Digest` of RFC 9530, as the profile has it: one SHA-256 over the bytes as sent, and nothing else. */
import { base64Encode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { type SigningRefusal, signingRefusal } from "./signing-refusal.ts";

const FORM = /^sha-256=:[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=:$/;

/** `sha-256=:…:` of the bytes. Total. */
export function contentDigestOf(bytes: Uint8Array): string {
  return `sha-256=:${base64Encode(sha256(bytes))}:`;
}

/**
 * Compares a field with the body. A second algorithm beside SHA-256 is refused: who checks the one and who checks the
 * other could see two bodies. Total.
 */
export function checkContentDigest(field: string, body: Uint8Array, component: string): SigningRefusal | undefined {
  if (field === contentDigestOf(body)) return undefined;
  return signingRefusal(FORM.test(field) ? "digest-mismatch" : "digest-form", component);
}
