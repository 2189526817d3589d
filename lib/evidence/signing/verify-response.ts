/**
 * Whether an answer was signed as the profile says: the body, the components, the key and the signature, each a check
 * of its own, so that a reader sees which part of the evidence is at fault.
 *
 * A body that its digest does not bind is a defect of the report, never proof against the provider.
 */
import { type Check, type Finding, findingOf } from "#lib/kernel/checks.ts";
import { didKeyOf, PUBLIC_KEY_BYTES, publicKeyOfDid, thumbprintOf, thumbprintOfDid } from "#lib/kernel/did-key.ts";
import {
  checkKeyAndSignatureForm,
  type FormReason,
  isWeakKey,
  nobleVerify,
  type RawVerify,
  type RawVerifyAsync,
} from "#lib/kernel/ed25519.ts";
import { type Hash, sha256, sha256Hex } from "#lib/kernel/hash.ts";
import type { Thumbprint } from "#lib/kernel/ids.ts";
import { type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { Exchange } from "../exchange.ts";
import { checkContentDigest } from "./content-digest.ts";
import { type Answer, readAnswer } from "./read-answer.ts";
import { type SigningRefusal, signingRefusal } from "./signing-refusal.ts";

/** The 32-byte key that a `keyid` names, undefined when it is not known. */
export type KeyOf = (keyid: string) => Uint8Array | undefined;

export type ResponseFinding = Finding & {
  readonly answer: Answer;
  /** The key by which the signature was checked. */
  readonly publicKey?: Uint8Array;
  /** SHA-256 of the answer's body. */
  readonly bodyHash: Hash;
  /** `m` of a fault id: SHA-256 of what the signature covers, hex. Undefined when that cannot be rebuilt. */
  readonly faultMessage?: string;
};

/** Finds a key among those given, by thumbprint or did:key; a did:key names itself. */
export function keyAmong(publicKeys: readonly Uint8Array[]): KeyOf {
  const byThumbprint = new Map(
    publicKeys.filter(({ length }) => length === PUBLIC_KEY_BYTES).map((key) => [String(thumbprintOf(key)), key]),
  );
  return (keyid) => publicKeyOfDid(keyid) ?? byThumbprint.get(keyid);
}

/** Of the key by which the exchange says that it is signed; undefined: it names none. Total. */
export function keyNamedIn(exchange: Exchange): Thumbprint | undefined {
  const { keyid } = readAnswer(exchange).parameters;
  return keyid === undefined ? undefined : (thumbprintOfDid(keyid) ?? (keyid as Thumbprint));
}

/** Checks `body`, `components`, `key` and `signature`, in this order; each is judged whatever became of the others. Total. */
export function verifyResponse(exchange: Exchange, keyOf: KeyOf, raw: RawVerify = nobleVerify): ResponseFinding {
  const examined = examine(exchange, keyOf);
  const { open } = examined;
  return conclude(examined, open !== undefined && raw(open.signature, open.message, open.publicKey));
}

/** As {@link verifyResponse}, with a platform that answers later. Rejects only when `raw` does. */
export async function verifyResponseAsync(
  exchange: Exchange,
  keyOf: KeyOf,
  raw: RawVerifyAsync,
): Promise<ResponseFinding> {
  const examined = examine(exchange, keyOf);
  const { open } = examined;
  return conclude(examined, open !== undefined && (await raw(open.signature, open.message, open.publicKey)));
}

/** How far the signer's clock may be from the client's. */
export const CLOCK_TOLERANCE_MS = 300 * SECOND_MS;

/**
 * What a client asks besides, of an answer that it just received: `fresh` and `own-nonce`. An answer that fails one of
 * them counts as unsigned, however good its signature is. Total.
 */
export function checkOwnAnswer({ answer }: ResponseFinding, own: { now: Instant; nonce: string }): Check[] {
  const { created } = answer.parameters;
  const isFresh = created !== undefined && Math.abs(created * SECOND_MS - own.now) <= CLOCK_TOLERANCE_MS;
  const isOwn = answer.heads?.request.nonce === own.nonce;
  return [
    isFresh ? pass("fresh") : fail("fresh", "not-fresh", "It was not signed within 300 s of this clock's time."),
    isOwn ? pass("own-nonce") : fail("own-nonce", "other-nonce", "It answers another request's nonce."),
  ];
}

/** What is left to ask after the form of key and signature: the equation. */
type Open = { readonly signature: Uint8Array; readonly message: Uint8Array; readonly publicKey: Uint8Array };

type Examined = {
  readonly answer: Answer;
  readonly bodyHash: Hash;
  readonly publicKey?: Uint8Array;
  readonly checks: readonly Check[];
  readonly formFault?: FormReason;
  readonly open?: Open;
};

function examine(exchange: Exchange, keyOf: KeyOf): Examined {
  const answer = readAnswer(exchange);
  const bodyHash = sha256(answer.responseBody);
  const { message, signature, fault } = answer;
  const { keyid } = answer.parameters;
  const publicKey = keyid === undefined ? undefined : keyOf(keyid);
  const key = keyCheck(keyid, publicKey);
  const components = fault === undefined ? pass("components") : refused("components", fault);
  const read = { answer, bodyHash, checks: [bodyCheck(answer, bodyHash), components, key] };
  if (publicKey === undefined || key.outcome !== "pass") return read;
  if (message === undefined) return { ...read, publicKey };
  const formFault = checkKeyAndSignatureForm(publicKey, signature);
  if (formFault !== undefined) return { ...read, publicKey, formFault };
  return { ...read, publicKey, open: { signature, message, publicKey } };
}

function conclude({ answer, bodyHash, publicKey, checks, formFault, open }: Examined, holds: boolean): ResponseFinding {
  const reason = formFault ?? (open !== undefined && !holds ? "equation" : undefined);
  const signature: Check =
    reason !== undefined
      ? fail("signature", reason, "The signature does not hold for what was answered.")
      : open === undefined
        ? { name: "signature", outcome: "not-run" }
        : pass("signature");
  return {
    ...findingOf([...checks, signature]),
    answer,
    bodyHash,
    ...(publicKey === undefined ? {} : { publicKey }),
    ...(answer.message === undefined ? {} : { faultMessage: sha256Hex(answer.message) }),
  };
}

const NO_BYTES = new Uint8Array();

function bodyCheck({ heads, requestBody }: Answer, bodyHash: Hash): Check {
  if (heads === undefined) return { name: "body", outcome: "not-run" };
  const { request, response } = heads;
  const ofResponse = checkContentDigest(response.contentDigest, bodyHash, '"content-digest"');
  if (ofResponse !== undefined) return refused("body", ofResponse);
  const component = '"content-digest";req';
  const ofRequest =
    request.contentDigest !== undefined
      ? checkContentDigest(request.contentDigest, sha256(requestBody ?? NO_BYTES), component)
      : requestBody !== undefined
        ? signingRefusal("digest-missing", component)
        : undefined;
  return ofRequest === undefined ? pass("body") : refused("body", ofRequest);
}

/** Admission and name only: to whom the key belongs, and whether it was in force, is asked of the log. */
function keyCheck(keyid: string | undefined, publicKey: Uint8Array | undefined): Check {
  if (keyid === undefined) return { name: "key", outcome: "not-run" };
  if (publicKey === undefined)
    return { name: "key", outcome: "cannot-check", reason: "key-unknown", detail: `No key ${keyid} is known here.` };
  if (isWeakKey(publicKey)) return fail("key", "weak-key", "TS-Ed25519/1 admits no such key.");
  const isNamed = keyid === thumbprintOf(publicKey) || keyid === didKeyOf(publicKey);
  return isNamed ? pass("key") : fail("key", "key-not-named", "The keyid does not name this key.");
}

function pass(name: string): Check {
  return { name, outcome: "pass" };
}

function fail(name: string, reason: string, detail: string): Check {
  return { name, outcome: "fail", reason, detail };
}

function refused(name: string, { code, component, detail }: SigningRefusal): Check {
  return fail(name, code, `${component}: ${detail}`);
}
