/** TS-Ed25519/1 on Node: the kernel's form checks, then OpenSSL's equation with parsed keys kept. */

import { createPublicKey, type KeyObject, verify } from "node:crypto";
import {
  nobleVerify,
  passesSelfTest,
  type RawVerify,
  type RawVerifyAsync,
  verifyEd25519,
} from "#lib/kernel/ed25519.ts";
import { spkiOfPublicKey } from "#lib/kernel/key-file.ts";

// Parsing a key costs as much as a verification; a busy server sees few keys often.
const KEPT_KEYS = 2048;
const kept = new Map<string, KeyObject>();

/** Step 3 of the rule by node:crypto. Answers false for bytes that are no key. Never throws. */
export const nodeVerify: RawVerify = (signature, message, publicKey) => {
  try {
    return verify(null, message, keyObjectOf(publicKey), signature);
  } catch {
    return false;
  }
};

/** The same on libuv's threads, so that a batch is verified on all cores while this thread goes on. Never rejects. */
export const nodeVerifyAsync: RawVerifyAsync = (signature, message, publicKey) =>
  new Promise((resolve) => {
    try {
      verify(null, message, keyObjectOf(publicKey), signature, (error, valid) => resolve(error === null && valid));
    } catch {
      resolve(false);
    }
  });

/** Step 3 for this process: node:crypto when its OpenSSL passes the self-test, otherwise noble. */
export const rawVerify: RawVerify = passesSelfTest(nodeVerify) ? nodeVerify : nobleVerify;

/** As {@link rawVerify}, off this thread where the platform can. */
export const rawVerifyAsync: RawVerifyAsync = passesSelfTest(nodeVerify)
  ? nodeVerifyAsync
  : async (signature, message, publicKey) => nobleVerify(signature, message, publicKey);

/** The whole rule TS-Ed25519/1 by the fastest verifier that this process can trust. Total. */
export function verifySignature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return verifyEd25519(publicKey, message, signature, rawVerify);
}

function keyObjectOf(publicKey: Uint8Array): KeyObject {
  // Without the iterator of a spread: several times faster, and every check comes by here.
  const name: string = Reflect.apply(String.fromCharCode, undefined, publicKey);
  const known = kept.get(name);
  if (known !== undefined) {
    // A Map keeps the order of insertion, so that inserting anew makes this key the youngest.
    kept.delete(name);
    kept.set(name, known);
    return known;
  }
  const key = createPublicKey({ key: Buffer.from(spkiOfPublicKey(publicKey)), format: "der", type: "spki" });
  for (const oldest of kept.keys()) {
    if (kept.size < KEPT_KEYS) break;
    kept.delete(oldest);
  }
  kept.set(name, key);
  return key;
}
