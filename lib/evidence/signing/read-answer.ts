/** One reading of both envelopes: the same fields, the bodies as bytes, and what the signature covers. */
import { base64Decode } from "#lib/kernel/base.ts";
import { bodyBytes, type Exchange, type HttpExchange, isDsseExchange } from "../exchange.ts";
import { messageOf } from "./heads.ts";
import { checkCoverage, type ExchangeHeads, readParameters, type SigningParameters, usualLines } from "./profile.ts";
import { envelopeMessage, readPayload } from "./response-document.ts";
import { baseOfLines, signatureBase } from "./signature-base.ts";
import { readSignatureInput, type SignatureInput } from "./signature-input.ts";
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
    signature: base64Decode(signatures[0]?.sig ?? "") ?? NO_BYTES,
    ...bodiesOf(requestBody, responseBody),
  };
}

function readHttp(exchange: HttpExchange): Answer {
  const { body: requestBody, ...request } = exchange.request;
  const { body: responseBody, ...response } = exchange.response;
  const heads = { request, response };
  const common = {
    heads,
    signature: base64Decode(exchange.signature) ?? NO_BYTES,
    ...bodiesOf(requestBody, responseBody),
  };
  const input = readSignatureInput(exchange.signatureInput);
  if (!input.ok) return { ...common, parameters: {}, fault: input.error };
  const read = readParameters(input.value.parameters);
  const covered = readCovered(heads, input.value);
  // The stored text is the signed one: a second form of it would be a second evidence of one fault.
  const isSigned = input.value.text === exchange.signatureInput;
  const fault =
    (isSigned ? undefined : signingRefusal("signature-input-not-canonical", "signature-input")) ??
    read.fault ??
    covered.fault;
  return {
    ...common,
    parameters: read.parameters,
    ...(covered.message === undefined ? {} : { message: covered.message }),
    ...(fault === undefined ? {} : { fault }),
  };
}

function readCovered(heads: ExchangeHeads, input: SignatureInput): Pick<Answer, "message" | "fault"> {
  const lines = usualLines(heads, input.components);
  if (lines !== undefined) return { message: baseOfLines(lines, input) };
  const base = signatureBase(messageOf(heads), input);
  const fault = checkCoverage(heads, input.components) ?? (base.ok ? undefined : base.error);
  return { ...(base.ok ? { message: base.value } : {}), ...(fault === undefined ? {} : { fault }) };
}

const NO_BYTES = new Uint8Array();

/** Of an exchange that was read every text is strict base64. */
function bodiesOf(request: string | undefined, response: string) {
  const responseBody = bodyBytes(response) ?? NO_BYTES;
  return request === undefined ? { responseBody } : { requestBody: bodyBytes(request) ?? NO_BYTES, responseBody };
}
