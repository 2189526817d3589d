/**
 * The encrypted key file `touchstone-key/v1`: the PKCS#8 of one Ed25519 key under a passphrase.
 * PBKDF2-SHA-256 with 600,000 rounds and a 16-byte salt makes the AES-256-GCM key; the nonce is 12 bytes.
 */
import { base64UrlDecode, base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { Random } from "#lib/kernel/clock.ts";
import { didKeyOf, thumbprintOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed } from "#lib/kernel/ed25519.ts";
import { isKeyPurpose, type KeyPurpose } from "#lib/statement/bodies.ts";
import { decodePkcs8, encodePkcs8 } from "./pkcs8.ts";

export const KEY_FILE_TYPE = "touchstone-key/v1";
export const KDF_ITERATIONS = 600_000;
const SALT_BYTES = 16;
const IV_BYTES = 12;

export type EncryptedKeyFile = {
  readonly v: 1;
  readonly type: typeof KEY_FILE_TYPE;
  readonly purpose: KeyPurpose;
  readonly did: string;
  readonly thumbprint: string;
  readonly kdf: { readonly name: "PBKDF2-SHA-256"; readonly iterations: number; readonly salt: string };
  readonly cipher: "AES-256-GCM";
  readonly iv: string;
  readonly ciphertext: string;
};

function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

/** The AES-256-GCM key of a passphrase, for this file and for others that are sealed alike. */
export async function fileKey(subtle: SubtleCrypto, passphrase: string, salt: Uint8Array, iterations: number) {
  // NFKC, so that the same passphrase typed on another keyboard gives the same bytes.
  const secret = owned(utf8Encode(passphrase.normalize("NFKC")));
  const base = await subtle.importKey("raw", secret, "PBKDF2", false, ["deriveKey"]);
  const derivation = { name: "PBKDF2", hash: "SHA-256", salt: owned(salt), iterations };
  return subtle.deriveKey(derivation, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** `seed` is 32 bytes. The file names the key openly: did, thumbprint and purpose are public. */
export async function encryptKeyFile(
  input: { seed: Uint8Array; purpose: KeyPurpose; passphrase: string },
  subtle: SubtleCrypto,
  random: Random,
): Promise<EncryptedKeyFile> {
  const salt = random(SALT_BYTES);
  const iv = random(IV_BYTES);
  const key = await fileKey(subtle, input.passphrase, salt, KDF_ITERATIONS);
  const pkcs8 = encodePkcs8(input.seed);
  const ciphertext = await subtle.encrypt({ name: "AES-GCM", iv: owned(iv) }, key, pkcs8);
  pkcs8.fill(0);
  const publicKey = publicKeyOfSeed(input.seed);
  return {
    v: 1,
    type: KEY_FILE_TYPE,
    purpose: input.purpose,
    did: didKeyOf(publicKey),
    thumbprint: thumbprintOf(publicKey),
    kdf: { name: "PBKDF2-SHA-256", iterations: KDF_ITERATIONS, salt: base64UrlEncode(salt) },
    cipher: "AES-256-GCM",
    iv: base64UrlEncode(iv),
    ciphertext: base64UrlEncode(new Uint8Array(ciphertext)),
  };
}

export type DecryptFailure = "wrong-passphrase" | "not-a-key" | "another-key";

/** The 32-byte seed; a wrong passphrase and a changed file cannot be told apart, by the nature of the cipher. */
export async function decryptKeyFile(
  file: EncryptedKeyFile,
  passphrase: string,
  subtle: SubtleCrypto,
): Promise<Uint8Array | DecryptFailure> {
  const salt = base64UrlDecode(file.kdf.salt);
  const iv = base64UrlDecode(file.iv);
  const ciphertext = base64UrlDecode(file.ciphertext);
  if (salt === undefined || iv === undefined || ciphertext === undefined) return "not-a-key";
  const key = await fileKey(subtle, passphrase, salt, file.kdf.iterations);
  let pkcs8: Uint8Array;
  try {
    pkcs8 = new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv: owned(iv) }, key, owned(ciphertext)));
  } catch {
    return "wrong-passphrase";
  }
  const seed = decodePkcs8(pkcs8)?.seed;
  pkcs8.fill(0);
  if (seed === undefined) return "not-a-key";
  // The header is not under the cipher: a file that names another key than it holds is refused here.
  const publicKey = publicKeyOfSeed(seed);
  if (didKeyOf(publicKey) !== file.did || thumbprintOf(publicKey) !== file.thumbprint) return "another-key";
  return seed;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The file's shape, or the name of the first member that is not as the format says. */
export function parseEncryptedKeyFile(value: unknown): EncryptedKeyFile | { readonly wrong: string } {
  if (!isRecord(value)) return { wrong: "the whole file" };
  const { v, type, purpose, did, thumbprint, kdf, cipher, iv, ciphertext } = value;
  if (v !== 1) return { wrong: "v" };
  if (type !== KEY_FILE_TYPE) return { wrong: "type" };
  if (!isKeyPurpose(purpose)) return { wrong: "purpose" };
  if (typeof did !== "string") return { wrong: "did" };
  if (typeof thumbprint !== "string") return { wrong: "thumbprint" };
  if (!isRecord(kdf) || kdf.name !== "PBKDF2-SHA-256") return { wrong: "kdf/name" };
  const { iterations, salt } = kdf;
  // An upper bound too: a hostile file must not freeze the page.
  if (
    typeof iterations !== "number" ||
    !Number.isInteger(iterations) ||
    iterations < 100_000 ||
    iterations > 10_000_000
  )
    return { wrong: "kdf/iterations" };
  if (typeof salt !== "string" || base64UrlDecode(salt) === undefined) return { wrong: "kdf/salt" };
  if (cipher !== "AES-256-GCM") return { wrong: "cipher" };
  if (typeof iv !== "string" || base64UrlDecode(iv)?.length !== IV_BYTES) return { wrong: "iv" };
  if (typeof ciphertext !== "string" || base64UrlDecode(ciphertext) === undefined) return { wrong: "ciphertext" };
  const parsedKdf = { name: "PBKDF2-SHA-256", iterations, salt } as const;
  return { v, type: KEY_FILE_TYPE, purpose, did, thumbprint, kdf: parsedKdf, cipher, iv, ciphertext };
}
