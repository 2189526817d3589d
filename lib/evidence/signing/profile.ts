/**
 * `prex-response-v1`: which components and parameters a signature of an answer has (docs/protocol/signed-responses.md).
 */
import type { BareItem } from "structured-headers";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import { parseThumbprint } from "#lib/kernel/ids.ts";
import type { HttpExchange } from "../exchange.ts";
import type { Component } from "./signature-input.ts";
import { type SigningRefusal, signingRefusal } from "./signing-refusal.ts";

export const RESPONSE_PROFILE = "prex-response-v1";

/** Names of the profile's own fields, in lower case. */
export const NONCE_FIELD = "prex-request-nonce";
export const TOKEN_ID_FIELD = "prex-token-id";
export const DEFINITION_FIELD = "prex-definition";

/** What an exchange says of itself, bodies apart: the stored form and what is about to be signed have it in common. */
export type ExchangeHeads = { readonly request: HeadsOf<"request">; readonly response: HeadsOf<"response"> };
type HeadsOf<Side extends "request" | "response"> = Omit<HttpExchange[Side], "body">;

type ReadValue = (heads: ExchangeHeads) => string | undefined;

/** Components in the order in which this library signs, with their values; another order is as good. */
const COMPONENTS: readonly (readonly [id: string, read: ReadValue])[] = [
  ['"@status"', ({ response }) => String(response.status)],
  ['"content-digest"', ({ response }) => response.contentDigest],
  ['"content-type"', ({ response }) => response.contentType],
  [`"${DEFINITION_FIELD}"`, ({ response }) => response.definition],
  ['"@method";req', ({ request }) => request.method],
  ['"@authority";req', ({ request }) => request.authority],
  ['"@path";req', ({ request }) => request.path],
  ['"@query";req', ({ request }) => request.query],
  ['"content-digest";req', ({ request }) => request.contentDigest],
  [`"${NONCE_FIELD}";req`, ({ request }) => request.nonce],
  [`"${TOKEN_ID_FIELD}";req`, ({ request }) => request.tokenId],
];

/** Ids of the components that a signature of this exchange covers: these and no others. */
export function coverageOf(heads: ExchangeHeads): string[] {
  return COMPONENTS.flatMap(([id, read]) => (read(heads) === undefined ? [] : [id]));
}

/**
 * The lines of the signature base, when the components are those of the profile in the order in which this library signs,
 * as most signers keep it; undefined for any others. For heads that keep their schema: their values are as they are signed.
 */
export function usualLines(heads: ExchangeHeads, components: readonly Component[]): string | undefined {
  let lines = "";
  let at = 0;
  for (const [id, read] of COMPONENTS) {
    const value = read(heads);
    if (value === undefined) continue;
    if (components[at]?.id !== id) return undefined;
    lines += `${id}: ${value}\n`;
    at += 1;
  }
  return at === components.length ? lines : undefined;
}

/** The first component too few or too many, undefined when the coverage is the profile's. Total. */
export function checkCoverage(heads: ExchangeHeads, components: readonly Component[]): SigningRefusal | undefined {
  const wanted = coverageOf(heads);
  const missing = wanted.find((id) => components.every((component) => component.id !== id));
  if (missing !== undefined) return signingRefusal("coverage-missing", missing);
  const extra = components.find(({ id }) => !wanted.includes(id));
  return extra === undefined ? undefined : signingRefusal("coverage-extra", extra.id);
}

/** `created` in seconds since 1970; `keyid` a thumbprint or a did:key; `nonce` the signer's own. */
export type SigningParameters = { readonly created: number; readonly keyid: string; readonly nonce: string };

const OWN_PARAMETERS = ["created", "keyid", "nonce"] as const;
const KNOWN_PARAMETERS: ReadonlySet<string> = new Set([...OWN_PARAMETERS, "tag", "alg"]);

/** As far as they can be read, with the first breach: what is right is told even where something else is not. */
export type ParametersRead = { readonly parameters: Partial<SigningParameters>; readonly fault?: SigningRefusal };

/** Reads the parameters, in whatever order they came. Total. */
export function readParameters(given: ReadonlyMap<string, BareItem>): ParametersRead {
  const created = given.get("created");
  const keyid = given.get("keyid");
  const nonce = given.get("nonce");
  const parameters = {
    ...(isSeconds(created) ? { created } : {}),
    ...(typeof keyid === "string" && isKeyId(keyid) ? { keyid } : {}),
    ...(typeof nonce === "string" && IS_NONCE.test(nonce) ? { nonce } : {}),
  };
  const fault = parameterFault(given, parameters);
  return fault === undefined ? { parameters } : { parameters, fault };
}

function parameterFault(
  given: ReadonlyMap<string, BareItem>,
  read: Partial<SigningParameters>,
): SigningRefusal | undefined {
  const unknown = [...given.keys()].find((name) => !KNOWN_PARAMETERS.has(name));
  if (unknown !== undefined) return signingRefusal("parameter-not-allowed", `;${unknown}`);
  const missing = ["tag", ...OWN_PARAMETERS].find((name) => !given.has(name));
  if (missing !== undefined) return signingRefusal("parameter-missing", `;${missing}`);
  if (given.get("tag") !== RESPONSE_PROFILE) return signingRefusal("wrong-tag", ";tag");
  if (given.has("alg") && given.get("alg") !== "ed25519") return signingRefusal("wrong-algorithm", ";alg");
  const illFormed = OWN_PARAMETERS.find((name) => read[name] === undefined);
  return illFormed === undefined ? undefined : signingRefusal("parameter-form", `;${illFormed}`);
}

/** A thumbprint (RFC 7638 with RFC 8037) or an Ed25519 did:key. Total. */
export function isKeyId(text: string): boolean {
  return parseThumbprint(text) !== undefined || publicKeyOfDid(text) !== undefined;
}

/** A whole number of seconds whose instant has a text form. Total. */
export function isSeconds(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= LAST_SECOND;
}

/** The last second of the year 9999. */
const LAST_SECOND = 253_402_300_799;

/** Visible ASCII: at least 16 letters, so that nobody meets a nonce twice by chance. */
export const IS_NONCE = /^[!-~]{16,128}$/;

/**
 * Parameters in the order in which this library signs. Throws RangeError for parameters that no verifier would take,
 * a caller's bug; of nonces it writes only those of letters, digits, `-` and `_`.
 */
export function parametersOf({ created, keyid, nonce }: SigningParameters): string {
  if (!isSeconds(created)) throw new RangeError(`not a time in seconds: ${created}`);
  if (!isKeyId(keyid)) throw new RangeError("keyid is a thumbprint or a did:key");
  if (!/^[A-Za-z0-9_-]{16,128}$/.test(nonce)) throw new RangeError("a nonce has 16 to 128 letters of base64url");
  return `;created=${created};keyid="${keyid}";nonce="${nonce}";tag="${RESPONSE_PROFILE}"`;
}
