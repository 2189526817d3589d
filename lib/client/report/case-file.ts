/**
 * The case file `touchstone-case/v1`: what somebody needs to follow a report and to appeal, sealed under a passphrase as key
 * files are. Sealed whole: who finds the file learns neither the case nor the key.
 */
import { base64UrlDecode, base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import type { Random } from "#lib/kernel/clock.ts";
import { parseStatementHash, type StatementHash } from "#lib/kernel/ids.ts";
import {
  canonicalBytes,
  canonicalText,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  parseJson,
} from "#lib/kernel/json.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { fileKey, KDF_ITERATIONS } from "#lib/platform/key-files/encrypted-file.ts";

export const CASE_FILE_TYPE = "touchstone-case/v1";
const SALT_BYTES = 16;
const IV_BYTES = 12;
export const CASE_FILE_MAX_BYTES = 65_536;

export type CaseFile = {
  readonly log: string;
  /** Hash of the report's statement. */
  readonly statement: StatementHash;
  /** Against whom. */
  readonly provider: string;
  /** Whose key signed the report; `seed` is 32 bytes of a key made for this case, absent when an account signed. */
  readonly did: string;
  readonly seed?: Uint8Array;
  /** 32 bytes whose SHA-256 stands in the report: the reporter's share in a draw. */
  readonly drawSecret: Uint8Array;
  readonly receipt?: JsonObject;
  /** The signed note of the promise, while there is no receipt. */
  readonly promise?: string;
};

function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

/** The file's text. */
export async function sealCaseFile(
  { seed, drawSecret, ...facts }: CaseFile,
  passphrase: string,
  { subtle, random }: { subtle: SubtleCrypto; random: Random },
): Promise<string> {
  const salt = random(SALT_BYTES);
  const iv = random(IV_BYTES);
  const key = await fileKey(subtle, passphrase, salt, KDF_ITERATIONS);
  const secret = canonicalBytes({
    ...(facts as JsonObject),
    drawSecret: base64UrlEncode(drawSecret),
    ...(seed === undefined ? {} : { seed: base64UrlEncode(seed) }),
  });
  const ciphertext = await subtle.encrypt({ name: "AES-GCM", iv: owned(iv) }, key, owned(secret));
  secret.fill(0);
  return canonicalText({
    v: 1,
    type: CASE_FILE_TYPE,
    kdf: { name: "PBKDF2-SHA-256", iterations: KDF_ITERATIONS, salt: base64UrlEncode(salt) },
    cipher: "AES-256-GCM",
    iv: base64UrlEncode(iv),
    ciphertext: base64UrlEncode(new Uint8Array(ciphertext)),
  });
}

export type CaseFileProblem = { readonly at: "text" | "passphrase"; readonly words: string };

/** Opens the text of a case file. A wrong passphrase and a changed file cannot be told apart. */
export async function openCaseFile(
  text: string,
  passphrase: string,
  subtle: SubtleCrypto,
): Promise<Result<CaseFile, CaseFileProblem>> {
  const sealed = readSealed(text);
  if (sealed === undefined) return err({ at: "text", words: "This is no case file of Touchstone." });
  const { salt, iterations, iv, ciphertext } = sealed;
  const key = await fileKey(subtle, passphrase, salt, iterations);
  let opened: Uint8Array;
  try {
    opened = new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv: owned(iv) }, key, owned(ciphertext)));
  } catch {
    return err({ at: "passphrase", words: "This passphrase does not open the file, or the file was changed." });
  }
  const file = readFacts(opened);
  opened.fill(0);
  return file === undefined ? err({ at: "text", words: "The file opens, but what is inside is no case." }) : ok(file);
}

type Sealed = { salt: Uint8Array; iterations: number; iv: Uint8Array; ciphertext: Uint8Array };

function readSealed(text: string): Sealed | undefined {
  const json = parseJson(new TextEncoder().encode(text.trim()), { maxBytes: CASE_FILE_MAX_BYTES });
  if (!json.ok || !isJsonObject(json.value)) return undefined;
  const { v, type, kdf, cipher, iv, ciphertext } = json.value;
  if (v !== 1 || type !== CASE_FILE_TYPE || cipher !== "AES-256-GCM" || !isJsonObject(kdf)) return undefined;
  const { name, iterations } = kdf;
  // An upper bound too: a hostile file must not freeze the page.
  const isBounded = typeof iterations === "number" && Number.isInteger(iterations) && iterations >= 100_000;
  if (name !== "PBKDF2-SHA-256" || !isBounded || iterations > 10_000_000) return undefined;
  const salt = bytesOf(kdf.salt);
  const vector = bytesOf(iv);
  const content = bytesOf(ciphertext);
  if (salt?.length !== SALT_BYTES || vector?.length !== IV_BYTES || content === undefined) return undefined;
  return { salt, iterations, iv: vector, ciphertext: content };
}

function readFacts(bytes: Uint8Array): CaseFile | undefined {
  const json = utf8Decode(bytes) === undefined ? undefined : parseJson(bytes, { maxBytes: CASE_FILE_MAX_BYTES });
  if (json?.ok !== true || !isJsonObject(json.value)) return undefined;
  const { log, statement, provider, did, receipt, promise } = json.value;
  const hash = typeof statement === "string" ? parseStatementHash(statement) : undefined;
  const drawSecret = bytesOf(json.value.drawSecret);
  const seed = bytesOf(json.value.seed);
  if (typeof log !== "string" || typeof provider !== "string" || typeof did !== "string") return undefined;
  if (hash === undefined || drawSecret?.length !== 32 || (seed !== undefined && seed.length !== 32)) return undefined;
  return {
    log,
    statement: hash,
    provider,
    did,
    drawSecret,
    ...(seed === undefined ? {} : { seed }),
    ...(isJsonObject(receipt) ? { receipt } : {}),
    ...(typeof promise === "string" ? { promise } : {}),
  };
}

function bytesOf(value: JsonValue | undefined): Uint8Array | undefined {
  return typeof value === "string" ? base64UrlDecode(value) : undefined;
}
