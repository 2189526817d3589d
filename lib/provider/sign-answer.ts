/**
 * What both middlewares do: read the request as it will be signed, and add to the answer what makes it a signed one
 * (docs/how-to/sign-responses.md).
 */
import { CHARGE_TYPE, hidesCharge, isChargeType } from "#lib/evidence/charge.ts";
import { BODY_MAX_BYTES } from "#lib/evidence/exchange.ts";
import { captureRequest, type SentRequest, type SentResponse } from "#lib/evidence/signing/capture-exchange.ts";
import { checkContentDigest } from "#lib/evidence/signing/content-digest.ts";
import { type Fields, fieldValue } from "#lib/evidence/signing/http-message.ts";
import { DEFINITION_FIELD, NONCE_FIELD, TOKEN_ID_FIELD } from "#lib/evidence/signing/profile.ts";
import {
  type Sign,
  signatureFields,
  signResponse,
  type UnsignedExchange,
} from "#lib/evidence/signing/sign-response.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { SECOND_MS } from "#lib/kernel/instant.ts";
import { otherSignatures } from "./other-signatures.ts";

/** A response key: its thumbprint or did:key, and what signs with it, here or in a key store elsewhere. */
export type ResponseSigner = { readonly keyid: string; readonly sign: Sign };

export type SigningOptions = {
  readonly signer: ResponseSigner;
  /** Host by which clients know this service, where a proxy in front rewrites `Host`. */
  readonly host?: string;
  /** Scheme by which clients reach it, where a proxy ends TLS. Preset: that of the connection. */
  readonly scheme?: "http" | "https";
  /**
   * Id of the token that pays for this request: SHA-256 of its canonical [iss, jti], hex. A request that names another is
   * refused. Without this function a request that names any is: nobody should sign what was not looked at.
   */
  readonly tokenId?: (request: SentRequest) => string | undefined | Promise<string | undefined>;
  /** Longest request and longest answer that are signed, in bytes. Preset and limit: 2 MiB. */
  readonly maxBodyBytes?: number;
  /**
   * Whether answers may be charges: those of the content type application/prex-charge+json. Preset: they may not, so that
   * a service which gives the content of its users back cannot be made to charge what they wrote.
   */
  readonly charges?: boolean;
  /**
   * Hashes of the definitions that the service keeps, or those that it keeps for a request. An answer whose Prex-Definition is
   * another is not signed: a service that gives the fields of an origin back cannot be made to promise what that wrote.
   */
  readonly definitions?: readonly string[] | ((request: Addressed) => readonly string[]);
  /** Told why an answer could not be signed (the client gets a 500), and what a listener threw behind one that it had ended. */
  readonly onRefused?: (reason: Error) => void;
  readonly now?: () => number;
  readonly random?: (bytes: number) => Uint8Array;
};

/** A request as it is signed, without its body. */
export type Addressed = Pick<UnsignedExchange["request"], "method" | "authority" | "path" | "query">;

/** A request that is answered by a problem instead: what is wrong with it, for the client. */
export type Refused = { readonly status: number; readonly code: string; readonly detail: string };

export type Prepared =
  | { readonly kind: "signed"; readonly request: UnsignedExchange["request"] }
  | { readonly kind: "refused"; readonly refused: Refused };

/** Whether the client asks for a signature. Without a nonce there is nothing to sign, and the answer goes out as it is. */
export function asksForSignature(fields: Fields): boolean {
  return fields.some(([name]) => name.toLowerCase() === NONCE_FIELD);
}

export function maxBodyBytesOf({ maxBodyBytes = BODY_MAX_BYTES }: SigningOptions): number {
  return Math.min(maxBodyBytes, BODY_MAX_BYTES);
}

/** Reads the request in the form in which it is signed. What the client states of its body and token must be true. */
export async function prepareRequest(sent: SentRequest, options: SigningOptions): Promise<Prepared> {
  const captured = captureRequest(sent);
  if (!captured.ok) return refuse(captured.error.code, `${captured.error.component}: ${captured.error.detail}`);
  const { body: _, ...request } = captured.value;
  const { contentDigest } = request;
  const body = sent.body ?? new Uint8Array();
  if (body.length > 0 && contentDigest === undefined)
    return refuse("digest-missing", "A request with a body needs Content-Digest: sha-256=:…: for a signed answer.");
  const encoded = body.length > 0 ? encodingFault(sent) : undefined;
  if (encoded !== undefined) return refuse("request-encoding", encoded);
  const fault = contentDigest && checkContentDigest(contentDigest, sha256(body), '"content-digest";req');
  if (fault) return refuse(fault.code, `${fault.component}: ${fault.detail}`);
  const paidBy = request.tokenId === undefined ? undefined : await options.tokenId?.(sent);
  if (request.tokenId !== paidBy)
    return refuse("token-id", `${TOKEN_ID_FIELD} is not the id of a token that this request brings.`);
  return { kind: "signed", request: { ...request, ...(body.length > 0 ? { body } : {}) } };
}

/**
 * Why a body cannot be answered for: no signature covers these two fields, and frameworks undo what they say, so that the
 * service would answer to other bytes than those that everybody looks at afterwards.
 */
function encodingFault({ fields }: SentRequest): string | undefined {
  const given = (name: string) => fields.filter(([other]) => other.toLowerCase() === name).map(([, value]) => value);
  const coding = given("content-encoding").find((value) => value.trim().toLowerCase() !== "identity");
  if (coding !== undefined)
    return `Content-Encoding: a request with a signed answer is sent as it is, without ${coding}.`;
  const charset =
    given("content-type")
      .join(";")
      .match(/charset\s*=\s*"?([^";\s]*)/gi) ?? [];
  const isOther = charset.some((each) => !/=\s*"?utf-?8$/i.test(each));
  return isOther ? "Content-Type: a request with a signed answer has no charset but utf-8." : undefined;
}

function refuse(code: string, detail: string): Prepared {
  return { kind: "refused", refused: { status: 400, code, detail } };
}

/** Header fields that a signed answer has beside, or instead of, its own: each replaces the fields of its name. */
export type SignedFields = readonly (readonly [name: string, value: string])[];

/**
 * Signs an answer. `answer.body` is what the service wrote; of HEAD, 204 and 304 nothing is sent. Throws for an answer
 * that the profile cannot sign: one that is encoded or a stream of events, or a field that is no visible ASCII.
 */
export async function signAnswer(
  request: UnsignedExchange["request"],
  answer: SentResponse,
  options: SigningOptions,
): Promise<{ readonly fields: SignedFields; readonly body: Uint8Array }> {
  const read = (name: string): string | undefined => {
    const value = fieldValue(answer.fields, name, `"${name}"`);
    if (!value.ok) throw new Error(`${value.error.component}: ${value.error.detail}`);
    return value.value;
  };
  const coding = read("content-encoding");
  if (coding !== undefined && coding !== "identity") throw new Error(`an answer encoded by ${coding} cannot be signed`);
  if (read("trailer") !== undefined) throw new Error(TRAILERS);
  const contentType = read("content-type") ?? "application/octet-stream";
  if (isChargeType(contentType) && options.charges !== true)
    throw new Error(
      `an answer of the type ${CHARGE_TYPE} is a charge, and this service says of none that it is (charges)`,
    );
  if (isEventStream(contentType)) throw new Error("a stream of events cannot be signed");
  if (answer.body.length > maxBodyBytesOf(options)) throw new Error("the answer is too long to be signed");
  const definition = read(DEFINITION_FIELD);
  if (definition !== undefined && !isKept(definition, request, options))
    throw new Error("an answer whose Prex-Definition the service does not say that it keeps (definitions)");
  const isBodiless = hasNoBody(request.method, answer.status);
  const length = read("content-length");
  if (!isBodiless && length !== undefined && Number(length) !== answer.body.length)
    throw new Error("an answer that is longer or shorter than its Content-Length");
  const body = isBodiless ? new Uint8Array() : answer.body;
  if (hidesCharge({ status: answer.status, contentType, body }))
    throw new Error(`an answer of the type ${CHARGE_TYPE} needs a charge of the documented form`);
  const exchange = await signResponse(
    {
      request,
      response: { status: answer.status, contentType, ...(definition === undefined ? {} : { definition }), body },
    },
    parametersOf(options),
    options.signer.sign,
  );
  const others = otherSignatures(answer.fields);
  const beside = { "Signature-Input": others.inputs, Signature: others.signatures } as Record<
    string,
    readonly string[]
  >;
  const fields = signatureFields(exchange).map(
    ([name, value]) => [name, [...(beside[name] ?? []), value].join(", ")] as const,
  );
  return {
    body,
    fields: [
      ["Content-Type", contentType],
      ["Content-Encoding", "identity"],
      // The answer is to one nonce: a cache could only hand out what counts as unsigned.
      ["Cache-Control", read("cache-control") ?? "no-store, no-transform"],
      ["Vary", varied(read("vary"))],
      ["Access-Control-Expose-Headers", exposed(read("access-control-expose-headers"))],
      ...fields,
    ],
  };
}

function isKept(definition: string, request: Addressed, { definitions = [] }: SigningOptions): boolean {
  const kept = typeof definitions === "function" ? definitions(request) : definitions;
  return kept.includes(definition);
}

/** Why an answer with fields behind its body is refused: no signature covers them. */
export const TRAILERS = "an answer with trailers cannot be signed";

export function isEventStream(contentType: string): boolean {
  return contentType.toLowerCase().startsWith("text/event-stream");
}

/** Whether HTTP sends no content with such an answer, whatever the service wrote. */
export function hasNoBody(method: string, status: number): boolean {
  return method === "HEAD" || status === 204 || status === 304;
}

/** Problem details (RFC 9457) for a refused request, or for an answer that could not be signed. */
export function problemText({ status, code, detail }: Refused): string {
  const title = status < 500 ? "This request cannot have a signed answer." : "The answer could not be signed.";
  return JSON.stringify({ type: "about:blank", title, status, code, detail });
}

const NONCE_BYTES = 16;

function parametersOf({ signer, now = Date.now, random = systemRandom }: SigningOptions) {
  return {
    created: Math.floor(now() / SECOND_MS),
    keyid: signer.keyid,
    nonce: base64UrlEncode(random(NONCE_BYTES)),
  };
}

function systemRandom(bytes: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(bytes));
}

const EXPOSED = ["Content-Digest", "Signature-Input", "Signature", "Prex-Definition"];

/**
 * `Vary` of an answer, signed or not: a cache that gave the answer to one nonce out for another, or one without a signature
 * to who asked for one, would make the service unsigned.
 */
export function varied(own: string | undefined): string {
  const names = (own ?? "").split(",").map((name) => name.trim().toLowerCase());
  if (names.includes("*") || names.includes(NONCE_FIELD)) return own ?? "";
  return own === undefined || own.trim() === "" ? VARIED : `${own}, ${VARIED}`;
}

const VARIED = "Prex-Request-Nonce";

function exposed(own: string | undefined): string {
  const names = own === undefined ? [] : own.split(",").map((name) => name.trim());
  const known = new Set(names.map((name) => name.toLowerCase()));
  return [...names, ...EXPOSED.filter((name) => !known.has(name.toLowerCase()))].join(", ");
}
