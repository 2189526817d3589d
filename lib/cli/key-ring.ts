/** The signing keys of `touchstone keys`: one file a key in `$TOUCHSTONE_HOME/keys`, 0600, raw or under a passphrase. */
import { randomBytes, webcrypto } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import type { RawKeyFile } from "#lib/kernel/key-file.ts";
import { decryptKeyFile, type EncryptedKeyFile, encryptKeyFile } from "#lib/platform/key-files/encrypted-file.ts";
import { readKeyText } from "#lib/platform/key-files/read-key-text.ts";
import type { KeyPurpose } from "#lib/statement/bodies.ts";
import { type Identity, identityOfSeed } from "#lib/statement/compose.ts";
import { IncompleteError, type Io, UsageError } from "./command.ts";
import { homeFolder } from "./home.ts";

const LABEL = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const OTHERS = 0o077;

export type ListedKey = { label: string; did: string; thumbprint: string; purpose: string; encrypted: boolean };

export function listKeys(env: Io["env"]): ListedKey[] {
  const folder = keysFolder(env);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => {
      const { did, thumbprint, purpose, type } = JSON.parse(readFileSync(join(folder, name), "utf8")) as
        | RawKeyFile
        | EncryptedKeyFile;
      return {
        label: name.slice(0, -".json".length),
        did,
        thumbprint,
        purpose,
        encrypted: type === "touchstone-key/v1",
      };
    });
}

/** Writes a new file and refuses to replace one: a lost key cannot be had back. With a passphrase it is encrypted. */
export async function saveKey(env: Io["env"], label: string, seed: Uint8Array, purpose: KeyPurpose): Promise<Identity> {
  const path = keyPath(env, label);
  mkdirSync(keysFolder(env), { recursive: true, mode: 0o700 });
  if (existsSync(path)) throw new UsageError(`There is a key "${label}" already. Choose another label.`);
  const identity = identityOfSeed(seed);
  writeFileSync(path, `${JSON.stringify(await keyFileOf(env, identity, purpose))}\n`, { mode: 0o600, flag: "wx" });
  return identity;
}

/** The file as it rests: encrypted when TOUCHSTONE_PASSPHRASE is set, else raw. */
async function keyFileOf(
  env: Io["env"],
  identity: Identity,
  purpose: KeyPurpose,
): Promise<RawKeyFile | EncryptedKeyFile> {
  const { seed, did, thumbprint } = identity;
  const passphrase = env.TOUCHSTONE_PASSPHRASE;
  if (passphrase === undefined) {
    return { v: 1, type: "touchstone-raw-key/v1", purpose, did, thumbprint, seed: base64UrlEncode(seed) };
  }
  return encryptKeyFile({ seed, purpose, passphrase }, webcrypto.subtle as SubtleCrypto, (count) => randomBytes(count));
}

/** A key by label, or by the path of a key file. */
export async function openKey(env: Io["env"], name: string): Promise<Identity> {
  const path = LABEL.test(name) ? keyPath(env, name) : name;
  if (!existsSync(path))
    throw new UsageError(`There is no key "${name}". "touchstone keys list" shows those that there are.`);
  if ((statSync(path).mode & OTHERS) !== 0) throw new UsageError(`Others may read ${path}. Run: chmod 600 ${path}`);
  return identityOfSeed(await seedOfText(env, readFileSync(path, "utf8"), path));
}

/** The seed of any private-key text; an encrypted file needs TOUCHSTONE_PASSPHRASE. */
export async function seedOfText(env: Io["env"], text: string, place: string): Promise<Uint8Array> {
  const read = readKeyText(text);
  if (!read.ok) throw new UsageError(`${place}: ${read.error.place}: ${read.error.rule}`);
  if (read.value.form === "seed") return read.value.seed;
  const passphrase = env.TOUCHSTONE_PASSPHRASE;
  if (passphrase === undefined)
    throw new UsageError(`${place} is encrypted. Put its passphrase into TOUCHSTONE_PASSPHRASE.`);
  const seed = await decryptKeyFile(read.value.file, passphrase, webcrypto.subtle as SubtleCrypto);
  if (typeof seed === "string") throw new IncompleteError(`${place} does not open: ${seed}.`);
  return seed;
}

export function rawKeyFile(env: Io["env"], label: string): string {
  return readFileSync(keyPath(env, label), "utf8");
}

function keyPath(env: Io["env"], label: string): string {
  if (!LABEL.test(label))
    throw new UsageError(`"${label}" is no label: lower-case letters, digits, dot, dash, underscore.`);
  return join(keysFolder(env), `${label}.json`);
}

function keysFolder(env: Io["env"]): string {
  return join(homeFolder(env), "keys");
}
