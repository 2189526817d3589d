/** One reading of both envelopes: the same fields, the bodies as bytes, and what the signature covers. */
import { base64Decode } from "#lib/kernel/base.ts";
import { type Exchange, type HttpExchange, isDsseExchange } from "../exchange.ts";
import { messageOf } from "./heads.ts";
import { checkCoverage, type ExchangeHeads, readParameters, type SigningParameters } from "./profile.ts";
import { envelopeMessage, readPayload } from "./response-document.ts";
import { signatureBase } from "./signature-base.ts";
import { readSignatureInput } from "./signature-input.ts";
import { type SigningRefusal, signingRefusal } from "./signing-refusal.ts";

/**
 * What an exchange says, as far as it can be read. `fault` is the first breach of the profile in components and
 * parameters; `message` is there whenever the signed bytes can be rebuilt, breach or not.
 */
export type Answer = {
  /** Components of both messages. Undefined only for an envelope whose payload is none. */
  readonly heads?: ExchangeHeads;
  readonly parameters: Partial<SigningParameters>;
  /** Signature base of RFC 9421, or DSSE encoding. Its SHA-256 is `m` of a fault id. */
  readonly message?: Uint8Array;
  readonly signature: Uint8Array;
  /** Undefined when the request had none. */
  readonly requestBody?: Uint8Array;
  readonly responseBody: Uint8Array;
  readonly fault?: SigningRefusal;
};

/** Reads an exchange that keeps its schema. Total. */
export function readAnswer(exchange: Exchange): Answer {
  if (!isDsseExchange(exchange)) return readHttp(exchange);
  const { requestBody, responseBody, signatures } = exchange.dsse;
  return {
    ...readPayload(exchange),
    message: envelopeMessage(exchange),
    signature: bytesOf(signatures[0]?.sig ?? ""),
    ...(requestBody === undefined ? {} : { requestBody: bytesOf(requestBody) }),
    responseBody: bytesOf(responseBody),
  };
}

function readHttp(exchange: HttpExchange): Answer {
  const { body: requestBody, ...request } = exchange.request;
  const { body: responseBody, ...response } = exchange.response;
  const heads = { request, response };
  const common = {
    heads,
    signature: bytesOf(exchange.signature),
    ...(requestBody === undefined ? {} : { requestBody: bytesOf(requestBody) }),
    responseBody: bytesOf(responseBody),
  };
  const input = readSignatureInput(exchange.signatureInput);
  if (!input.ok) return { ...common, parameters: {}, fault: input.error };
  const read = readParameters(input.value.parameters);
  const base = signatureBase(messageOf(heads), input.value);
  const fault = firstOf(
    // The stored text is the signed one: a second form of it would be a second evidence of one fault.
    input.value.text === exchange.signatureInput
      ? undefined
      : signingRefusal("signature-input-not-canonical", "signature-input"),
    read.fault,
    checkCoverage(heads, input.value.components),
    base.ok ? undefined : base.error,
  );
  return {
    ...common,
    parameters: read.parameters,
    ...(base.ok ? { message: base.value } : {}),
    ...(fault === undefined ? {} : { fault }),
  };
}

function firstOf(...faults: readonly (SigningRefusal | undefined)[]): SigningRefusal | undefined {
  return faults.find((fault) => fault !== undefined);
}

/** The schema has asked for strict base64. */
function bytesOf(text: string): Uint8Array {
  return base64Decode(text) ?? new Uint8Array();
}
