/** TS-Ed25519/1 on Node: the kernel's form checks, then OpenSSL's equation with parsed keys kept. */

import {
  nobleVerify,
  passesSelfTest,
  type RawVerify,
  type RawVerifyAsync,
  verifyEd25519,
} from "#lib/kernel/ed25519.ts";
import { nodeVerify, nodeVerifyAsync } from "./node-openssl-ed25519.ts";

export { nodeVerify, nodeVerifyAsync };

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
