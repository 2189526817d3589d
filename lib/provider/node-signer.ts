/** A response key in this process, signing with node:crypto. */
import { createPrivateKey, sign } from "node:crypto";
import { didKeyOf, thumbprintOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed } from "#lib/kernel/ed25519.ts";
import { pkcs8OfSeed } from "#lib/kernel/key-file.ts";
import type { ResponseSigner } from "./sign-answer.ts";

/**
 * The signer of a 32-byte seed (RFC 8032). The key is named by its thumbprint, under which the log knows it, or by its
 * did:key, which needs no log. Throws RangeError for another length.
 */
export function signerOfSeed(seed: Uint8Array, name: "thumbprint" | "did:key" = "thumbprint"): ResponseSigner {
  const publicKey = publicKeyOfSeed(seed);
  const key = createPrivateKey({ key: Buffer.from(pkcs8OfSeed(seed)), format: "der", type: "pkcs8" });
  return {
    keyid: name === "thumbprint" ? thumbprintOf(publicKey) : didKeyOf(publicKey),
    sign: (message) => Uint8Array.from(sign(null, message, key)),
  };
}
