/** TS-Ed25519/1 in the browser: the kernel's form checks, then WebCrypto's equation. */

import { equalBytes } from "#lib/kernel/bytes.ts";
import {
  nobleVerify,
  passesSelfTestAsync,
  type RawVerify,
  type RawVerifyAsync,
  verifyEd25519Async,
} from "#lib/kernel/ed25519.ts";

/** Step 3 of the rule by WebCrypto. Rejects on a platform without Ed25519: see {@link chooseRawVerify}. */
export const webCryptoVerify: RawVerifyAsync = async (signature, message, publicKey) => {
  const key = await crypto.subtle.importKey("raw", Uint8Array.from(publicKey), "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, Uint8Array.from(signature), Uint8Array.from(message));
};

const nobleVerifyAsync: RawVerifyAsync = async (signature, message, publicKey) =>
  nobleVerify(signature, message, publicKey);

let chosen: Promise<RawVerifyAsync> | undefined;

/** Step 3 for this page: WebCrypto when it passes the self-test (asked once), otherwise noble. Never rejects. */
export function chooseRawVerify(): Promise<RawVerifyAsync> {
  chosen ??= passesSelfTestAsync(webCryptoVerify).then((passes) => (passes ? webCryptoVerify : nobleVerifyAsync));
  return chosen;
}

/** The whole rule TS-Ed25519/1 by the fastest verifier that this page can trust. */
export async function verifySignature(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  return verifyEd25519Async(publicKey, message, signature, await chooseRawVerify());
}

type Question = readonly [signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array];

/**
 * What `check` gives, to the letter, with its equations done by WebCrypto beside the page: in TypeScript each stops a telephone
 * for a tenth of a second. `check` is pure; it is called once to hear what it asks, and once with the answers.
 */
export async function verifyBeside<T>(check: (raw: RawVerify) => T): Promise<T> {
  const questions: Question[] = [];
  check((...question) => {
    questions.push(question);
    return true;
  });
  const verify = await chooseRawVerify();
  const answers = await Promise.all(questions.map((question) => verify(...question)));
  return check((...question) => {
    const known = questions.findIndex((other) => other.every((bytes, at) => equalBytes(bytes, question[at] ?? bytes)));
    return answers[known] ?? nobleVerify(...question);
  });
}
