/** Keys of this process: files of mode 0600 that no other process is given. */
import { createPrivateKey, type KeyObject, sign } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { base64UrlDecode } from "#lib/kernel/base.ts";
import type { Did, Thumbprint } from "#lib/kernel/ids.ts";
import { pkcs8OfSeed, RawKeyFile, seedMatchesNames } from "#lib/kernel/key-file.ts";
import { ed25519NoteSigner, type NoteSigner } from "#lib/log/note.ts";

export type KeyOnFile = { readonly did: Did; readonly thumbprint: Thumbprint; readonly seed: Uint8Array };

/** Signs messages with one key. 64-byte Ed25519 signatures. */
export type Sign = (message: Uint8Array) => Uint8Array;

/** A note signer and the vkey that verifies it. `signAside`: the same on another thread, for many notes at once. */
export type LogSigner = NoteSigner & {
  readonly vkey: string;
  readonly did: Did;
  readonly signAside: (message: Uint8Array) => Promise<Uint8Array>;
};

/** Reads a key file. Throws when it is readable by others, malformed, of another purpose, or contradicts itself. */
export function readKeyFile(file: string, purpose: string): KeyOnFile {
  if ((statSync(file).mode & 0o077) !== 0) throw new Error(`The ${purpose} key's file must have mode 0600.`);
  const parsed = RawKeyFile.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!parsed.success) throw new Error(`The ${purpose} key's file is malformed.`);
  const { did, thumbprint, purpose: named } = parsed.data;
  const seed = base64UrlDecode(parsed.data.seed) ?? new Uint8Array();
  if (named !== purpose) throw new Error(`The ${purpose} key's file holds a key for ${named}.`);
  if (!seedMatchesNames(seed, { did, thumbprint })) throw new Error(`The ${purpose} key's file contradicts itself.`);
  return { did, thumbprint, seed };
}

/** Signing by node:crypto, some twenty times faster than plain TypeScript. */
export function signerOf(seed: Uint8Array): Sign {
  const key = privateKeyOf(seed);
  return (message) => new Uint8Array(sign(null, message, key));
}

/** On libuv's threads. Rejects when OpenSSL fails. */
function signerAsideOf(seed: Uint8Array): LogSigner["signAside"] {
  const key = privateKeyOf(seed);
  return (message) =>
    new Promise((resolve, reject) => {
      sign(null, message, key, (error, signature) =>
        error === null ? resolve(new Uint8Array(signature)) : reject(error),
      );
    });
}

function privateKeyOf(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.from(pkcs8OfSeed(seed)), format: "der", type: "pkcs8" });
}

/** The key as a signer of notes under `name` (`<origin>`, `<origin>/promise`). */
export function noteSignerOf(key: KeyOnFile, name: string): LogSigner {
  return {
    ...ed25519NoteSigner(name, key.seed),
    sign: signerOf(key.seed),
    signAside: signerAsideOf(key.seed),
    did: key.did,
  };
}
