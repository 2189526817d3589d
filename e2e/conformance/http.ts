/**
 * HTTP message signatures on the examples of RFC 9421 (base text, signature, and that the profile takes none of them),
 * and signed answers under attack, judged alike by every implementation of the equation.
 */
import { createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { webCryptoVerify } from "#lib/client/crypto/webcrypto-ed25519.ts";
import { type Exchange, type HttpExchange, readExchange } from "#lib/evidence/exchange.ts";
import { authorityOf, targetOf } from "#lib/evidence/signing/http-message.ts";
import { readParameters } from "#lib/evidence/signing/profile.ts";
import { readAnswer } from "#lib/evidence/signing/read-answer.ts";
import { type SignedMessage, signatureBase } from "#lib/evidence/signing/signature-base.ts";
import { readSignatureInput } from "#lib/evidence/signing/signature-input.ts";
import { keyAmong, verifyResponse, verifyResponseAsync } from "#lib/evidence/signing/verify-response.ts";
import { signedAnswer, signerKey } from "#lib/evidence/testing/signed-answer.ts";
import { base64Decode, base64Encode, base64UrlDecode } from "#lib/kernel/base.ts";
import { equalBytes, utf8Decode } from "#lib/kernel/bytes.ts";
import { thumbprintOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed, signEd25519, verifyEd25519 } from "#lib/kernel/ed25519.ts";
import { canonicalBytes, type JsonValue, parseCanonical } from "#lib/kernel/json.ts";
import { nodeVerify } from "#lib/platform/node-ed25519.ts";
import { adversarialVectors } from "./adversarial-ed25519.ts";
import { runSuite, type Suite } from "./vectors.ts";

type Vector = {
  id: string;
  alg: "ed25519" | "ecdsa-p256-sha256";
  request: { method: string; url: string; headers: [string, string][] };
  response?: { status: number; headers: [string, string][] };
  signature_input: string;
  signature_base: string;
  signature_base64: string;
  expect: boolean;
};
type Vectors = {
  keys: { "test-key-ed25519": { private_seed_base64url: string }; "test-key-ecc-p256": { pem: string } };
  vectors: Vector[];
};

export async function runHttpConformance(folder: string): Promise<Suite[]> {
  const { keys, vectors } = JSON.parse(readFileSync(`${folder}/http/rfc9421-vectors.json`, "utf8")) as Vectors;
  return [
    await runSuite("http: examples of RFC 9421", vectors, (vector) => checkVector(vector, keys)),
    await runSuite("http: changed answers, judged alike", await changedAnswers(), judgedAlike),
    await runSuite("http: dishonest signers, judged alike", await dishonestAnswers(), judgedAlike),
  ];
}

function checkVector(vector: Vector, keys: Vectors["keys"]): string | undefined {
  const input = readSignatureInput(vector.signature_input);
  if (!input.ok) return input.error.code;
  const base = signatureBase(messageOf(vector), input.value);
  if (!base.ok) return `${base.error.code} ${base.error.component}`;
  if (utf8Decode(base.value) !== vector.signature_base) return "another base";
  const signature = base64Decode(vector.signature_base64) ?? new Uint8Array();
  if (readParameters(input.value.parameters).fault === undefined) return "taken for the profile's";
  if (vector.alg === "ed25519") {
    const seed = base64UrlDecode(keys["test-key-ed25519"].private_seed_base64url) ?? new Uint8Array();
    if (base64Encode(signEd25519(seed, base.value)) !== vector.signature_base64) return "signs otherwise";
    return verifyEd25519(publicKeyOfSeed(seed), base.value, signature) === vector.expect ? undefined : "verdict";
  }
  const key = { key: createPublicKey(keys["test-key-ecc-p256"].pem), dsaEncoding: "ieee-p1363" } as const;
  return verify("sha256", base.value, key, signature) === vector.expect ? undefined : "verdict";
}

function messageOf({ request, response }: Vector): SignedMessage {
  const host = request.headers.find(([name]) => name === "Host")?.[1] ?? "";
  const authority = authorityOf(host, "https");
  const target = targetOf(request.url);
  if (!authority.ok || !target.ok) throw new Error("an example has no address");
  const head = { method: request.method, authority: authority.value, ...target.value, fields: request.headers };
  if (response === undefined) return { request: head };
  return { request: head, response: { status: response.status, fields: response.headers } };
}

type Attack = { readonly exchange: Exchange; readonly publicKey: Uint8Array; readonly valid: boolean };

/** One bit flipped in each, from the first byte to the last, as far as it is an exchange still. */
export async function changedAnswers(): Promise<Attack[]> {
  const bytes = canonicalBytes((await signedAnswer()) as unknown as JsonValue);
  return Array.from(bytes).flatMap((byte, at) => {
    const flipped = bytes.slice();
    flipped[at] = byte ^ (1 << (at % 7));
    const json = parseCanonical(flipped);
    const read = json.ok ? readExchange(json.value) : json;
    return read.ok ? [{ exchange: read.value, publicKey: signerKey, valid: false }] : [];
  });
}

/** Signatures with torsion, of small order, malleated, cut, and honest ones: each over the base of its own answer. */
export async function dishonestAnswers(): Promise<Attack[]> {
  const honest = await signedAnswer();
  const answers: HttpExchange[] = [];
  const baseFor = (publicKey: Uint8Array): Uint8Array => {
    const keyid = `keyid="${thumbprintOf(publicKey)}"`;
    const answer = { ...honest, signatureInput: honest.signatureInput.replace(/keyid="[^"]*"/, keyid) };
    answers.push(answer);
    return readAnswer(answer).message ?? new Uint8Array();
  };
  return adversarialVectors("http", 120, baseFor).flatMap(({ publicKey, message, signature, valid }, at) => {
    const answer = answers[at];
    if (answer === undefined || !equalBytes(readAnswer(answer).message ?? new Uint8Array(), message)) return [];
    return [{ exchange: { ...answer, signature: base64Encode(signature) }, publicKey, valid }];
  });
}

/** Every implementation of the equation gives the same checks, and the verdict is the expected one. */
async function judgedAlike({ exchange, publicKey, valid }: Attack): Promise<string | undefined> {
  const keyOf = keyAmong([publicKey]);
  // A keyid that was changed finds no key; this one takes the signer's, so that the equation is asked too.
  const always = () => publicKey;
  const byNoble = verifyResponse(exchange, always);
  const byNode = verifyResponse(exchange, always, nodeVerify);
  const byWebCrypto = await verifyResponseAsync(exchange, always, webCryptoVerify);
  if (byNoble.ok !== valid || verifyResponse(exchange, keyOf, nodeVerify).ok !== valid) return `answered ${byNoble.ok}`;
  const text = JSON.stringify(byNoble.checks);
  return text === JSON.stringify(byNode.checks) && text === JSON.stringify(byWebCrypto.checks) ? undefined : "differ";
}
