/** Ed25519 by OpenSSL: RFC 8032's signing, and step 3 of TS-Ed25519/1, which whoever uses it has to test first. */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";

// RFC 8410 DER of a seed and of a public key, up to their 32 bytes.
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

/** Answers false for bytes that are no key. Never throws. */
export function nodeVerify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return verify(null, message, keyObjectOf(publicKey), signature);
  } catch {
    return false;
  }
}

/** The same on libuv's threads, so that a batch is verified on all cores while this thread goes on. Never rejects. */
export function nodeVerifyAsync(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      verify(null, message, keyObjectOf(publicKey), signature, (error, valid) => resolve(error === null && valid));
    } catch {
      resolve(false);
    }
  });
}

/** 64-byte signature by a 32-byte seed. */
export function nodeSign(seed: Uint8Array, message: Uint8Array): Uint8Array {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: "der", type: "pkcs8" });
  return new Uint8Array(sign(null, message, key));
}

// Parsing a key costs as much as a verification; a busy server sees few keys often.
const KEPT_KEYS = 2048;
const kept = new Map<string, KeyObject>();

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
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: "der", type: "spki" });
  for (const oldest of kept.keys()) {
    if (kept.size < KEPT_KEYS) break;
    kept.delete(oldest);
  }
  kept.set(name, key);
  return key;
}
