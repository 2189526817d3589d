/**
 * Key files: the two forms in which a signing key rests outside a browser, and the PKCS#8 and SPKI wrappings that
 * platforms want. Only shapes and bytes here; encryption is the caller's, since it needs a platform.
 */

import { z } from "zod";
import { base64UrlDecode } from "./base.ts";
import { concatBytes, equalBytes } from "./bytes.ts";
import { didKeyOf, thumbprintOf } from "./did-key.ts";
import { publicKeyOfSeed, SEED_BYTES } from "./ed25519.ts";
import { type Did, parseDid, parseThumbprint, type Thumbprint } from "./ids.ts";

/** One purpose per key, in kebab-case: `log`, `promise`, `witness`, `statement`, `answer`, `admin`, `control`, … */
const purpose = z.string().regex(/^[a-z][a-z-]{0,31}$/);
const did = z.custom<Did>((value) => typeof value === "string" && parseDid(value) !== undefined, "not a did:key");
const thumbprint = z.custom<Thumbprint>(
  (value) => typeof value === "string" && parseThumbprint(value) !== undefined,
  "not a thumbprint",
);

const LONGEST_TEXT = 4096;

/** Unpadded base64url of exactly, or at least, so many bytes. */
const base64UrlOf = (length: number, orMore = false) =>
  z
    .string()
    .max(LONGEST_TEXT, { abort: true })
    .refine(
      (text) => {
        const bytes = base64UrlDecode(text)?.length ?? -1;
        return bytes === length || (orMore && bytes > length);
      },
      `not base64url of ${length} bytes${orMore ? " or more" : ""}`,
    );

/** A key in the clear, for files with mode 0600. `seed` is the RFC 8032 seed. */
export const RawKeyFile = z.strictObject({
  v: z.literal(1),
  type: z.literal("touchstone-raw-key/v1"),
  purpose,
  did,
  thumbprint,
  seed: base64UrlOf(SEED_BYTES),
});
export type RawKeyFile = z.infer<typeof RawKeyFile>;

/** PBKDF2 rounds that a new file gets; a reader takes what the file says, within the schema's bounds. */
export const KEY_FILE_ITERATIONS = 600_000;
const PKCS8_BYTES = 48;
const GCM_TAG_BYTES = 16;

/**
 * A key under a passphrase. `ciphertext` = AES-256-GCM of the 48 bytes of PKCS#8, tag appended (64 bytes in all), key
 * = PBKDF2-SHA-256 of the passphrase's UTF-8. Binary fields are base64url.
 */
export const EncryptedKeyFile = z.strictObject({
  v: z.literal(1),
  type: z.literal("touchstone-key/v1"),
  purpose,
  did,
  thumbprint,
  kdf: z.strictObject({
    name: z.literal("PBKDF2-SHA-256"),
    // The upper bound keeps a hostile file from freezing the page that opens it.
    iterations: z.int().min(KEY_FILE_ITERATIONS).max(10_000_000),
    salt: base64UrlOf(16, true),
  }),
  cipher: z.literal("AES-256-GCM"),
  iv: base64UrlOf(12),
  ciphertext: base64UrlOf(PKCS8_BYTES + GCM_TAG_BYTES),
});
export type EncryptedKeyFile = z.infer<typeof EncryptedKeyFile>;

/** Either form; told apart by `type`. */
export const KeyFile = z.discriminatedUnion("type", [RawKeyFile, EncryptedKeyFile]);
export type KeyFile = z.infer<typeof KeyFile>;

/**
 * Whether the seed makes the key that the names promise: a file whose parts disagree was edited or mixed up, and
 * signing with it would sign as somebody else. Total.
 */
export function seedMatchesNames(seed: Uint8Array, names: { did: Did; thumbprint: Thumbprint }): boolean {
  if (seed.length !== SEED_BYTES) return false;
  const publicKey = publicKeyOfSeed(seed);
  return didKeyOf(publicKey) === names.did && thumbprintOf(publicKey) === names.thumbprint;
}

// RFC 8410: a private key (version 0, id-Ed25519, seed in two octet strings), and a public key, less their last 32 bytes.
const PKCS8_PREFIX = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20);
const SPKI_PREFIX = Uint8Array.of(0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0);

/** PKCS#8 DER of a seed, 48 bytes, RFC 8410 section 7 without attributes. Total. */
export function pkcs8OfSeed(seed: Uint8Array): Uint8Array {
  return concatBytes(PKCS8_PREFIX, seed);
}

/** Inverse of {@link pkcs8OfSeed}; undefined for every other structure. Total. */
export function seedOfPkcs8(der: Uint8Array): Uint8Array | undefined {
  const start = PKCS8_PREFIX.length;
  if (der.length !== PKCS8_BYTES || !equalBytes(der.subarray(0, start), PKCS8_PREFIX)) return undefined;
  return der.slice(start);
}

/** SubjectPublicKeyInfo DER of a public key, 44 bytes, RFC 8410 section 4. Total. */
export function spkiOfPublicKey(publicKey: Uint8Array): Uint8Array {
  return concatBytes(SPKI_PREFIX, publicKey);
}
