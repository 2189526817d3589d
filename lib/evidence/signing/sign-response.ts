/** Makes a signed answer: digests, covered components, parameters, signature. Key, clock and dice are the caller's. */
import { base64Encode } from "#lib/kernel/base.ts";
import { preAuthEncoding } from "#lib/kernel/dsse.ts";
import type { DsseExchange, HttpExchange } from "../exchange.ts";
import { contentDigestOf } from "./content-digest.ts";
import { messageOf } from "./heads.ts";
import { coverageOf, type ExchangeHeads, parametersOf, type SigningParameters } from "./profile.ts";
import { RESPONSE_TYPE, responsePayload } from "./response-document.ts";
import { signatureBase } from "./signature-base.ts";
import { readSignatureInput } from "./signature-input.ts";

type Bare<Side extends "request" | "response"> = Omit<HttpExchange[Side], "body" | "contentDigest">;

/**
 * Both messages as they are sent; a request without a body has none or an empty one. `contentDigest`: the request's own
 * field as it was sent, also over no bytes; left out, one is made for a request with a body.
 */
export type UnsignedExchange = {
  readonly request: Bare<"request"> & { readonly body?: Uint8Array; readonly contentDigest?: string | undefined };
  readonly response: Bare<"response"> & { readonly body: Uint8Array };
};

/** 64 bytes of Ed25519 over the message: at once, or later by a platform or a key store elsewhere. */
export type Sign = (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/**
 * The exchange with its signature. Throws RangeError for fields that cannot be written into a signature base: whoever
 * reads requests from outside asks `captureExchange` or the schema first.
 */
export async function signResponse(
  unsigned: UnsignedExchange,
  parameters: SigningParameters,
  sign: Sign,
): Promise<HttpExchange> {
  const heads = headsOf(unsigned);
  const components = coverageOf(heads).join(" ");
  const signatureInput = `(${components})${parametersOf(parameters)}`;
  const input = readSignatureInput(signatureInput);
  const base = input.ok ? signatureBase(messageOf(heads), input.value) : input;
  if (!base.ok) throw new RangeError(`${base.error.component}: ${base.error.detail}`);
  const { request, response } = unsigned;
  return {
    request: { ...heads.request, ...bodyOf(request.body) },
    response: { ...heads.response, body: base64Encode(response.body) },
    signatureInput,
    signature: base64Encode(await sign(base.value)),
  };
}

/** The same answer as a document in a DSSE envelope, for transports other than HTTP. */
export async function signResponseDocument(
  unsigned: UnsignedExchange,
  parameters: SigningParameters,
  sign: Sign,
): Promise<DsseExchange> {
  parametersOf(parameters); // throws for what no verifier would take
  const payload = responsePayload(headsOf(unsigned), parameters);
  const signature = await sign(preAuthEncoding(RESPONSE_TYPE, payload));
  const requestBody = bodyOf(unsigned.request.body).body;
  return {
    dsse: {
      payloadType: RESPONSE_TYPE,
      payload: base64Encode(payload),
      signatures: [{ keyid: parameters.keyid, sig: base64Encode(signature) }],
      ...(requestBody === undefined ? {} : { requestBody }),
      responseBody: base64Encode(unsigned.response.body),
    },
  };
}

/** The label under which this library signs; a verifier goes by the tag. */
export const SIGNATURE_LABEL = "prex";

/** The three fields that carry a signature over HTTP. */
export function signatureFields(exchange: HttpExchange): readonly (readonly [name: string, value: string])[] {
  return [
    ["Content-Digest", exchange.response.contentDigest],
    ["Signature-Input", `${SIGNATURE_LABEL}=${exchange.signatureInput}`],
    ["Signature", `${SIGNATURE_LABEL}=:${exchange.signature}:`],
  ];
}

function headsOf({ request, response }: UnsignedExchange): ExchangeHeads {
  const { body: requestBody, contentDigest: sent, ...requestHead } = request;
  const { body: responseBody, ...responseHead } = response;
  const hasBody = requestBody !== undefined && requestBody.length > 0;
  const contentDigest = sent ?? (hasBody ? contentDigestOf(requestBody) : undefined);
  return {
    request: { ...requestHead, ...(contentDigest === undefined ? {} : { contentDigest }) },
    response: { ...responseHead, contentDigest: contentDigestOf(responseBody) },
  };
}

function bodyOf(body: Uint8Array | undefined): { body?: string } {
  return body === undefined || body.length === 0 ? {} : { body: base64Encode(body) };
}
