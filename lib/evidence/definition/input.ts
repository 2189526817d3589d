/** What code is given: exactly the signed components that the definition names, as one JSON document. */
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { JsonObject, JsonValue } from "#lib/kernel/json.ts";
import type { BodyForm, Definition } from "#lib/statement/definition.ts";
import { type AnsweredRequest, type CoveredComponent, isCoveredComponent } from "./answer.ts";
import { jsonBody } from "./compare.ts";

/**
 * `request` and `response` with the members that `input.from` names, and no other. A body is a JSON value, or under
 * `bytes` lower-case hex, of which the runtime makes a Uint8Array.
 */
export type Input = { readonly request: JsonObject; readonly response: JsonObject };

type Place = {
  readonly of: "request" | "response";
  readonly member: string;
  readonly read: (answer: AnsweredRequest, form: BodyForm) => JsonValue | undefined;
};

const body = (bytes: Uint8Array | undefined, form: BodyForm): JsonValue | undefined => {
  if (bytes === undefined) return null;
  return form === "bytes" ? hexEncode(bytes) : jsonBody(bytes);
};

/** One place for each component: what it is called in the input, and undefined where it cannot be read. */
const PLACES: Record<CoveredComponent, Place> = {
  "@method;req": { of: "request", member: "method", read: ({ request }) => request.method },
  "@authority;req": { of: "request", member: "authority", read: ({ request }) => request.authority },
  "@path;req": { of: "request", member: "path", read: ({ request }) => request.path },
  "@query;req": { of: "request", member: "query", read: ({ request }) => request.query },
  "content-digest;req": { of: "request", member: "body", read: ({ request }, form) => body(request.body, form) },
  "prex-request-nonce;req": { of: "request", member: "nonce", read: ({ request }) => request.nonce ?? null },
  "prex-token-id;req": { of: "request", member: "tokenId", read: ({ request }) => request.tokenId ?? null },
  "@status": { of: "response", member: "status", read: ({ response }) => response.status },
  "content-type": { of: "response", member: "contentType", read: ({ response }) => response.contentType },
  "content-digest": { of: "response", member: "body", read: ({ response }, form) => body(response.body, form) },
};

/** As many bytes as code is given: the input as JSON. */
export const inputBytes = (input: Input): number => utf8Encode(JSON.stringify(input)).length;

/** Undefined: a body has no form that the definition reads, or a component is not one that is signed. Total. */
export function inputOf({ input }: Definition, answer: AnsweredRequest): Input | undefined {
  const sides: Record<Place["of"], Record<string, JsonValue>> = { request: {}, response: {} };
  for (const name of input.from) {
    const place = isCoveredComponent(name) ? PLACES[name] : undefined;
    const value = place?.read(answer, input.body);
    if (place === undefined || value === undefined) return undefined;
    sides[place.of][place.member] = value;
  }
  return sides;
}
