/**
 * The second envelope, for transports other than HTTP: DSSE over the canonical JSON of the same fields
 * (docs/protocol/signed-responses.md).
 */
import { base64Decode } from "#lib/kernel/base.ts";
import { preAuthEncoding } from "#lib/kernel/dsse.ts";
import { canonicalBytes, type JsonValue, parseCanonical } from "#lib/kernel/json.ts";
import { refusalBy } from "#lib/statement/schema-refusal.ts";
import { type DsseExchange, type ResponsePayload, responsePayloadSchema } from "../exchange.ts";
import {
  type ExchangeHeads,
  type ParametersRead,
  RESPONSE_PROFILE,
  readParameters,
  type SigningParameters,
} from "./profile.ts";
import { signingRefusal } from "./signing-refusal.ts";

/** DSSE payload type of a signed answer. */
export const RESPONSE_TYPE = "application/vnd.touchstone.response.v1+json";

/** Canonical bytes of the fields: the envelope's payload. Throws for lone surrogates, which no field can hold. */
export function responsePayload({ request, response }: ExchangeHeads, parameters: SigningParameters): Uint8Array {
  const payload: ResponsePayload = { tag: RESPONSE_PROFILE, ...parameters, request, response };
  return canonicalBytes(payload as unknown as JsonValue);
}

/** What the envelope's signature covers, whatever the payload says. Total for exchanges that were read. */
export function envelopeMessage({ dsse }: DsseExchange): Uint8Array {
  return preAuthEncoding(dsse.payloadType, base64Decode(dsse.payload) ?? new Uint8Array());
}

const refusedPayload = refusalBy(responsePayloadSchema);

/** What the payload states, as far as it can be read, with the first breach of the profile. */
export type PayloadRead = ParametersRead & { readonly heads?: ExchangeHeads };

/** Reads the envelope's payload. Total. */
export function readPayload({ dsse }: DsseExchange): PayloadRead {
  const say = (place: string, detail: string): PayloadRead => ({
    parameters: {},
    fault: signingRefusal("envelope-form", place, detail),
  });
  if (dsse.payloadType !== RESPONSE_TYPE) return say("payloadType", `Must be ${RESPONSE_TYPE}.`);
  const json = parseCanonical(base64Decode(dsse.payload) ?? new Uint8Array());
  if (!json.ok) return say(`payload${json.error.pointer}`, json.error.detail);
  const refused = refusedPayload(json.value, "");
  if (refused !== undefined) return say(`payload${refused.pointer}`, refused.detail);
  const { tag, created, keyid, nonce, request, response } = json.value as unknown as ResponsePayload;
  const read = readParameters(new Map<string, string | number>(Object.entries({ tag, created, keyid, nonce })));
  // The envelope's own name of the key is not signed: it may only repeat what is.
  const differs = dsse.signatures[0]?.keyid !== keyid;
  const fault = differs
    ? signingRefusal("envelope-form", "signatures/0/keyid", "Must be the keyid of the payload.")
    : read.fault;
  return { heads: { request, response }, parameters: read.parameters, ...(fault === undefined ? {} : { fault }) };
}
