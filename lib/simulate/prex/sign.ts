/** Signing by node:crypto: some twenty times faster than plain TypeScript, and the same bytes. */
import { createPrivateKey, type KeyObject, sign } from "node:crypto";
import { pkcs8OfSeed } from "#lib/kernel/key-file.ts";
import type { SignBySeed } from "./script.ts";

const known = new WeakMap<Uint8Array, KeyObject>();

export const nodeSign: SignBySeed = (seed, message) => {
  let key = known.get(seed);
  if (key === undefined) {
    key = createPrivateKey({ key: Buffer.from(pkcs8OfSeed(seed)), format: "der", type: "pkcs8" });
    known.set(seed, key);
  }
  return new Uint8Array(sign(null, message, key));
};
