/**
 * Recognises a private key by its text: seed (hex or base64url), PKCS#8 (PEM or base64 DER), JWK, multibase, the raw
 * key file of the command line and the encrypted key file. One entrance for paste and for files.
 */
import { base58Decode, base64Decode, base64UrlDecode, hexDecode } from "#lib/kernel/base.ts";
import { equalBytes } from "#lib/kernel/bytes.ts";
import { publicKeyOfSeed } from "#lib/kernel/ed25519.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { isKeyPurpose, type KeyPurpose } from "#lib/statement/bodies.ts";
import { type EncryptedKeyFile, KEY_FILE_TYPE, parseEncryptedKeyFile } from "./encrypted-file.ts";
import { decodePkcs8 } from "./pkcs8.ts";

export type KeyText =
  | {
      readonly form: "seed";
      readonly seed: Uint8Array;
      readonly source: string;
      readonly purpose: KeyPurpose | undefined;
    }
  | { readonly form: "encrypted"; readonly file: EncryptedKeyFile };

/** `place` names the part of the text, `rule` what should be there: both are shown to the reader. */
export type KeyTextProblem = { readonly place: string; readonly rule: string };

const SEED_BYTES = 32;
/** Multicodec ed25519-priv (0x1300) as a varint. */
const MULTICODEC_ED25519_PRIVATE = [0x80, 0x26] as const;
const PEM = /^-----BEGIN ([A-Z0-9 ]+)-----\s+([A-Za-z0-9+/=\s]+?)\s*-----END \1-----$/;

function problem(place: string, rule: string): Result<KeyText, KeyTextProblem> {
  return err({ place, rule });
}

function seedResult(
  seed: Uint8Array,
  source: string,
  publicKey?: Uint8Array,
  purpose?: KeyPurpose,
): Result<KeyText, KeyTextProblem> {
  if (publicKey !== undefined && !equalBytes(publicKeyOfSeed(seed), publicKey)) {
    return problem(source, "The public key in it does not belong to the private key.");
  }
  return ok({ form: "seed", seed, source, purpose });
}

function readJwk(jwk: Record<string, unknown>): Result<KeyText, KeyTextProblem> {
  if (jwk.kty !== "OKP") return problem("kty", 'A signing key has kty "OKP".');
  if (jwk.crv !== "Ed25519") return problem("crv", 'Only the curve "Ed25519" signs here.');
  if (typeof jwk.d !== "string") return problem("d", "This is a public key. The private key has a member d.");
  const seed = base64UrlDecode(jwk.d);
  if (seed?.length !== SEED_BYTES) return problem("d", "32 bytes in base64url without padding.");
  if (jwk.x === undefined) return seedResult(seed, "JWK");
  const publicKey = typeof jwk.x === "string" ? base64UrlDecode(jwk.x) : undefined;
  if (publicKey?.length !== SEED_BYTES) return problem("x", "32 bytes in base64url without padding.");
  return seedResult(seed, "JWK", publicKey);
}

function readRawFile(file: Record<string, unknown>): Result<KeyText, KeyTextProblem> {
  const seed = typeof file.seed === "string" ? base64UrlDecode(file.seed) : undefined;
  if (seed?.length !== SEED_BYTES) return problem("seed", "32 bytes in base64url without padding.");
  return seedResult(seed, "raw key file", undefined, isKeyPurpose(file.purpose) ? file.purpose : undefined);
}

function readJson(text: string): Result<KeyText, KeyTextProblem> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return problem("the whole text", "It begins like JSON but does not end like it. Is the end missing?");
  }
  if (typeof value !== "object" || value === null) return problem("the whole text", "A JSON object is expected.");
  const object = value as Record<string, unknown>;
  if (object.type === "touchstone-raw-key/v1") return readRawFile(object);
  if (object.type === KEY_FILE_TYPE) {
    const file = parseEncryptedKeyFile(object);
    return "wrong" in file ? problem(file.wrong, `Not as ${KEY_FILE_TYPE} says.`) : ok({ form: "encrypted", file });
  }
  if ("kty" in object) return readJwk(object);
  return problem("type", `Neither "${KEY_FILE_TYPE}", "touchstone-raw-key/v1" nor a JWK.`);
}

function readDer(der: Uint8Array | undefined): Result<KeyText, KeyTextProblem> {
  const decoded = der === undefined ? undefined : decodePkcs8(der);
  if (decoded === undefined) return problem("PKCS#8", "Not the PKCS#8 of an Ed25519 private key.");
  return seedResult(decoded.seed, "PKCS#8", decoded.publicKey);
}

function readPem(text: string): Result<KeyText, KeyTextProblem> {
  const match = PEM.exec(text);
  if (match === null) return problem("PEM", "One block from BEGIN to END with the same name.");
  if (match[1] === "ENCRYPTED PRIVATE KEY")
    return problem("PEM", "Decrypt it first: only this site's own encrypted file opens here.");
  if (match[1] !== "PRIVATE KEY") return problem("PEM", 'The block must be "PRIVATE KEY" (PKCS#8).');
  return readDer(base64Decode((match[2] ?? "").replace(/\s+/g, "")));
}

/** Multibase z (base58), u (base64url) or f (hex) of the ed25519-priv multicodec: seed, or seed and public key. */
function readMultibase(text: string): Result<KeyText, KeyTextProblem> | undefined {
  const decoders = { z: base58Decode, u: base64UrlDecode, f: hexDecode };
  const decode = decoders[text[0] as keyof typeof decoders];
  const bytes = decode?.(text.slice(1));
  if (bytes === undefined || bytes[0] !== MULTICODEC_ED25519_PRIVATE[0] || bytes[1] !== MULTICODEC_ED25519_PRIVATE[1])
    return;
  if (bytes.length !== 34 && bytes.length !== 66) return problem("multibase", "32 bytes, or 64 with the public key.");
  return seedResult(bytes.slice(2, 34), "multibase", bytes.length === 66 ? bytes.slice(34) : undefined);
}

/** Total: every text gives a key or says what is wrong with it. */
export function readKeyText(input: string): Result<KeyText, KeyTextProblem> {
  const text = input.trim();
  if (text === "") return problem("the whole text", "Paste a key or choose a file.");
  if (text.startsWith("{")) return readJson(text);
  if (text.startsWith("-----")) return readPem(text);
  const multibase = readMultibase(text);
  if (multibase !== undefined) return multibase;
  const hex = hexDecode(text.toLowerCase());
  if (hex?.length === SEED_BYTES) return seedResult(hex, "seed");
  const seed = base64UrlDecode(text);
  if (seed?.length === SEED_BYTES) return seedResult(seed, "seed");
  const der = base64Decode(text.replace(/\s+/g, ""));
  if (der !== undefined && der[0] === 0x30) return readDer(der);
  if (text.startsWith("did:key:")) return problem("did:key", "This is a public name. The private key is needed here.");
  return problem("the whole text", "Not a 32-byte seed, PKCS#8, JWK, multibase or key file.");
}
