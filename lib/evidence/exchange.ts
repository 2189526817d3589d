/**
 * One signed answer with the request that it answers, as evidence keeps it: only what the profile `prex-response-v1`
 * covers with its signature, and the two bodies (docs/protocol/signed-responses.md).
 *
 * Whatever else was sent is left out, so that neither an `authorization` field nor a cookie can stand in evidence, and
 * so that nothing stands there that the signature does not bind. Texts are kept in the form in which they are signed.
 */
import { z } from "zod";
import { base64Decode } from "#lib/kernel/base.ts";
import { roomFor } from "#lib/kernel/bytes.ts";
import type { JsonValue } from "#lib/kernel/json.ts";
import { isJsonObject } from "#lib/kernel/json.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { refusalBy } from "#lib/statement/schema-refusal.ts";

/** Longest body in bytes, of a request or a response. */
export const BODY_MAX_BYTES = 2_097_152;

const NO_BASE64 = "Must be base64 with padding and without stray bits.";

/** Base64 of at most `maxBytes` bytes with padding and without stray bits: one text for one byte string. */
const base64Bytes = (maxBytes: number) =>
  z
    .string()
    .max(Math.ceil(maxBytes / 3) * 4, { abort: true, error: `At most ${maxBytes} bytes.` })
    .refine((text) => base64Decode(text) !== undefined, NO_BASE64);

/** Of a body only the length is asked here: to ask for its form is to decode it, which {@link readExchange} does once. */
const body = z
  .string()
  .max(Math.ceil(BODY_MAX_BYTES / 3) * 4, { abort: true, error: `At most ${BODY_MAX_BYTES} bytes.` });

/** Value of a header field: ASCII without line breaks, trimmed. What it must say beyond is the checks' question. */
const fieldValue = (maxLength: number) =>
  z
    .string()
    .max(maxLength, { abort: true, error: `At most ${maxLength} characters.` })
    .regex(/^[!-~](?:[\t -~]*[!-~])?$/, "Must be visible ASCII in one line, without spaces around it.");

/** The components of the request, each under the name of what RFC 9421 derives or reads. */
const requestFields = {
  /** `@method`, in the letters of the request. */
  method: z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}$/, "Must be a method such as GET."),
  /** `@authority`: host in lower case, the port only where it is not the scheme's own. */
  authority: z
    .string()
    .max(261, { abort: true })
    .regex(
      /^(?:\[[0-9a-f:.]{2,45}\]|[a-z0-9_][a-z0-9._-]*)(?::(?:0|[1-9][0-9]{0,4}))?$/,
      "Must be a host in lower case, with a port only where it is not the scheme's own.",
    ),
  /** `@path`, percent-encoded as sent; `/` for an empty one. */
  path: z
    .string()
    .max(8192, { abort: true })
    .regex(/^\/[!"$->@-~]*$/, "Must be a path as sent: a slash, then visible ASCII without # and ?."),
  /** `@query` with its question mark, percent-encoded as sent; `?` alone when there is none. */
  query: z
    .string()
    .max(8192, { abort: true })
    .regex(/^\?[!"$-~]*$/, "Must be a query as sent: a question mark, then visible ASCII without #."),
  /** `prex-request-nonce`: chosen by who asked. */
  nonce: fieldValue(128),
  /** `prex-token-id`: SHA-256 of the canonical [iss, jti] of the token that paid, hex. */
  tokenId: fieldValue(128).optional(),
  /** `content-digest` of the request's body. */
  contentDigest: fieldValue(256).optional(),
};

const responseFields = {
  /** `@status` of a final answer. */
  status: z.int().min(200).max(599),
  contentDigest: fieldValue(256),
  contentType: fieldValue(256),
  /** `prex-definition`: hash of the definition by which the service answers, hex. */
  definition: fieldValue(128).optional(),
};

/** An exchange over HTTP. `body` of the request is absent when it had none; an empty response body is `""`. */
export const httpExchangeSchema = z.strictObject({
  request: z.strictObject({
    ...requestFields,
    body: body.min(1, "Leave the body out when the request had none.").optional(),
  }),
  response: z.strictObject({ ...responseFields, body }),
  /** The signature's member of `Signature-Input` without its label: covered components and parameters. */
  signatureInput: fieldValue(2048),
  /** The signature's bytes. */
  signature: base64Bytes(96),
});

/** An exchange over another transport: the same fields, signed as one document in a DSSE envelope. */
export const dsseExchangeSchema = z.strictObject({
  dsse: z.strictObject({
    payloadType: fieldValue(128),
    payload: base64Bytes(16_384),
    signatures: z.array(z.strictObject({ keyid: fieldValue(128), sig: base64Bytes(96) })).length(1),
    requestBody: body.min(1, "Leave the body out when the request had none.").optional(),
    responseBody: body,
  }),
});

/** What an evidence bundle holds in `exchanges`. */
export const exchangeSchema = z.union([httpExchangeSchema, dsseExchangeSchema]);

/** What the payload of a DSSE envelope says, under the names of the HTTP form. */
export const responsePayloadSchema = z.strictObject({
  tag: fieldValue(64),
  /** Seconds since 1970, as in the HTTP form. */
  created: z.int().min(0),
  keyid: fieldValue(128),
  nonce: fieldValue(128),
  request: z.strictObject(requestFields),
  response: z.strictObject(responseFields),
});

export type HttpExchange = z.infer<typeof httpExchangeSchema>;
export type DsseExchange = z.infer<typeof dsseExchangeSchema>;
export type Exchange = HttpExchange | DsseExchange;
export type ResponsePayload = z.infer<typeof responsePayloadSchema>;

/** Whether the exchange is in the form for transports other than HTTP. Total. */
export function isDsseExchange(exchange: Exchange): exchange is DsseExchange {
  return "dsse" in exchange;
}

type Body = { readonly text: string; readonly bytes: Uint8Array | undefined };

// A body is the larger part of most bundles, and several checks look at it. The last ones are kept, at most some 20 MB: what a
// WeakMap holds lives until the engine collects everything, since its young collections take it for alive.
const KEPT_BODIES = 4;
const kept: Body[] = [];
let oldest = 0;

/** The bytes of a body's base64, for reading only; undefined for what is no strict base64. */
export function bodyBytes(text: string): Uint8Array | undefined {
  for (const body of kept) if (body.text === text) return body.bytes;
  const bytes = base64Decode(text, roomFor);
  keepBody({ text, bytes });
  return bytes;
}

/** So that nobody decodes again what the reader of its document had to. */
export function keepBody(body: Body): void {
  kept[oldest] = body;
  oldest = (oldest + 1) % KEPT_BODIES;
}

const refusedHttp = refusalBy(httpExchangeSchema);
const refusedDsse = refusalBy(dsseExchangeSchema);

/** Reads an exchange out of a parsed document; `prefix` is its pointer there. Refuses with `schema`. Total. */
export function readExchange(value: JsonValue, prefix = ""): Result<Exchange, Refusal> {
  // The form is told by its one member, so that the refusal names the place at fault and not the choice of forms.
  const refused = isJsonObject(value) && "dsse" in value ? refusedDsse : refusedHttp;
  const breach = refused(value, prefix);
  if (breach !== undefined) return err(breach);
  const exchange = value as unknown as Exchange;
  const wrong = bodiesOf(exchange).find(([, text]) => text !== undefined && bodyBytes(text) === undefined);
  return wrong === undefined ? ok(exchange) : err(refusal("schema", prefix + wrong[0], NO_BASE64));
}

/** Bodies with their pointers in the exchange. */
function bodiesOf(exchange: Exchange): readonly (readonly [pointer: string, text: string | undefined])[] {
  if (!isDsseExchange(exchange)) {
    return [
      ["/request/body", exchange.request.body],
      ["/response/body", exchange.response.body],
    ];
  }
  return [
    ["/dsse/requestBody", exchange.dsse.requestBody],
    ["/dsse/responseBody", exchange.dsse.responseBody],
  ];
}
