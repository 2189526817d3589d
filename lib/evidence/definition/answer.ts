/** What a definition looks at: one request and its signed answer, already taken apart, and which components are signed. */
import { base64Decode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import type { TestExchange } from "#lib/statement/definition.ts";

export type AnsweredRequest = {
  readonly request: {
    readonly method: string;
    readonly authority: string;
    readonly path: string;
    /** With its question mark; "?" when there is none (RFC 9421 section 2.2.7). */
    readonly query: string;
    readonly nonce?: string;
    /** SHA-256 of canonical [iss, jti], hex. */
    readonly tokenId?: string;
    readonly body?: Uint8Array;
  };
  readonly response: {
    readonly status: number;
    readonly contentType: string;
    readonly body: Uint8Array;
    /** SHA-256 of the body, where somebody has computed it. */
    readonly bodyHash?: Hash;
  };
};

/**
 * The components that `prex-response-v1` signs and that a definition can read. Whatever else a request held was never
 * signed by the provider, so that a definition which reads it could accuse an honest one.
 */
export const COVERED_COMPONENTS = [
  "@method;req",
  "@authority;req",
  "@path;req",
  "@query;req",
  "content-digest;req",
  "prex-request-nonce;req",
  "prex-token-id;req",
  "@status",
  "content-type",
  "content-digest",
] as const;
export type CoveredComponent = (typeof COVERED_COMPONENTS)[number];

export function isCoveredComponent(name: string): name is CoveredComponent {
  return COVERED_COMPONENTS.some((covered) => covered === name);
}

/** An exchange of a definition's own tests. Undefined when a body's base64 is none. */
export function answerOfTest({ request, response }: TestExchange): AnsweredRequest | undefined {
  const { body: asked, ...rest } = request;
  const [sent, received] = [asked === undefined ? undefined : bytesOf(asked), bytesOf(response.body)];
  if (received === undefined || (asked !== undefined && sent === undefined)) return undefined;
  return {
    request: sent === undefined ? rest : { ...rest, body: sent },
    response: { ...response, body: received },
  };
}

function bytesOf(body: { text: string } | { base64: string }): Uint8Array | undefined {
  return "text" in body ? utf8Encode(body.text) : base64Decode(body.base64);
}
