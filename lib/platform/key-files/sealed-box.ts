/**
 * Bytes that only the holder of a spare-key file can read: sealed to a public key that follows from the spare key's seed.
 * X25519 (RFC 7748) with a key of the moment, HKDF-SHA-256 (RFC 5869), AES-256-GCM; `docs/protocol/key-files.md`.
 */
import { base64UrlDecode, base64UrlEncode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import type { Random } from "#lib/kernel/clock.ts";
import { pkcs8OfSeed } from "#lib/kernel/key-file.ts";

export const SEALED_BOX_TYPE = "touchstone-sealed-box/v1";
const KEY_BYTES = 32;
const IV_BYTES = 12;
/** Another key than the one that signs: what is learnt of one says nothing of the other. */
const SEALING_INFO = "touchstone/sealing-key/v1";
const BOX_INFO = "touchstone/sealed-box/v1";

/** Every member but the type is base64url: the key of the moment, the nonce, and the text with its tag. */
export type SealedBox = {
  readonly type: typeof SEALED_BOX_TYPE;
  readonly to: string;
  readonly ephemeral: string;
  readonly iv: string;
  readonly ciphertext: string;
};

const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

async function hkdf(subtle: SubtleCrypto, secret: Uint8Array, salt: Uint8Array, info: string): Promise<ArrayBuffer> {
  const base = await subtle.importKey("raw", owned(secret), "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: owned(salt), info: owned(utf8Encode(info)) };
  return subtle.deriveBits(how, base, 8 * KEY_BYTES);
}

// RFC 8410 wraps X25519 as it wraps Ed25519, but for the last arc of the identifier (110 for 112).
const OID_LAST = 11;
const X25519 = 0x6e;

async function importSecret(subtle: SubtleCrypto, secret: Uint8Array): Promise<CryptoKey> {
  const der = owned(pkcs8OfSeed(secret));
  der[OID_LAST] = X25519;
  const key = await subtle.importKey("pkcs8", der, "X25519", true, ["deriveBits"]);
  der.fill(0);
  return key;
}

async function publicOf(subtle: SubtleCrypto, secret: CryptoKey): Promise<Uint8Array> {
  const { x } = await subtle.exportKey("jwk", secret);
  const bytes = x === undefined ? undefined : base64UrlDecode(x);
  if (bytes?.length !== KEY_BYTES) throw new Error("The platform exported an X25519 key in an unknown form.");
  return bytes;
}

/** What follows from a spare key's seed. Whoever has the public half can seal, and nothing more. */
export type SealingPair = { readonly publicKey: Uint8Array; readonly secret: CryptoKey };

/** `seed` is 32 bytes; it is left as it is. */
export async function sealingPairOfSeed(seed: Uint8Array, subtle: SubtleCrypto): Promise<SealingPair> {
  const bytes = new Uint8Array(await hkdf(subtle, seed, new Uint8Array(0), SEALING_INFO));
  const secret = await importSecret(subtle, bytes);
  bytes.fill(0);
  return { publicKey: await publicOf(subtle, secret), secret };
}

async function boxKey(
  subtle: SubtleCrypto,
  secret: CryptoKey,
  other: Uint8Array,
  ephemeral: Uint8Array,
  to: Uint8Array,
) {
  const theirs = await subtle.importKey("raw", owned(other), "X25519", false, []);
  const shared = new Uint8Array(await subtle.deriveBits({ name: "X25519", public: theirs }, secret, 8 * KEY_BYTES));
  const raw = await hkdf(subtle, shared, concatBytes(ephemeral, to), BOX_INFO);
  shared.fill(0);
  return subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** `about` is bound to the box: one of another case does not open as this one's. `to`: a sealing key, 32 bytes. */
export async function sealBox(
  { to, bytes, about }: { to: Uint8Array; bytes: Uint8Array; about: string },
  subtle: SubtleCrypto,
  random: Random,
): Promise<SealedBox> {
  const secret = await importSecret(subtle, random(KEY_BYTES));
  const ephemeral = await publicOf(subtle, secret);
  const iv = owned(random(IV_BYTES));
  const key = await boxKey(subtle, secret, to, ephemeral, to);
  const how = { name: "AES-GCM", iv, additionalData: owned(utf8Encode(about)) };
  const ciphertext = new Uint8Array(await subtle.encrypt(how, key, owned(bytes)));
  return {
    type: SEALED_BOX_TYPE,
    to: base64UrlEncode(to),
    ephemeral: base64UrlEncode(ephemeral),
    iv: base64UrlEncode(iv),
    ciphertext: base64UrlEncode(ciphertext),
  };
}

/** What was sealed; undefined for a box of another key, about something else, or changed. Never throws for the box. */
export async function openBox(
  { box, pair, about }: { box: SealedBox; pair: SealingPair; about: string },
  subtle: SubtleCrypto,
): Promise<Uint8Array | undefined> {
  const [ephemeral, iv, ciphertext] = [box.ephemeral, box.iv, box.ciphertext].map(base64UrlDecode);
  if (ephemeral?.length !== KEY_BYTES || iv?.length !== IV_BYTES || ciphertext === undefined) return undefined;
  try {
    const key = await boxKey(subtle, pair.secret, ephemeral, ephemeral, pair.publicKey);
    const how = { name: "AES-GCM", iv: owned(iv), additionalData: owned(utf8Encode(about)) };
    return new Uint8Array(await subtle.decrypt(how, key, owned(ciphertext)));
  } catch {
    return undefined;
  }
}
