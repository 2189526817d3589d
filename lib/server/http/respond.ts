/** Answers of the fast routes: JSON with strong validators, 304, CORS, links. */
import { createHash } from "node:crypto";

/** An answer before HTTP's own rules are applied to it. */
export type Reply = {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of the body, which is empty: a long answer in pieces, with an ETag of its own among the headers. */
  readonly stream?: ReadableStream<Uint8Array>;
};

export function jsonReply(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, type: "application/json; charset=utf-8", body: JSON.stringify(value), headers };
}

export function textReply(text: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status: 200, type: "text/plain; charset=utf-8", body: text, headers };
}

/** A strong validator: 128 bits of SHA-256 over the exact body. */
export function tagOf(body: string | Uint8Array): string {
  return `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
}

/** RFC 9110 section 13.1.2: weak comparison over the list, `*` matches what exists. */
export function isNotModified(ifNoneMatch: string | null, tag: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.split(",").some((given) => given.trim().replace(/^W\//, "") === tag);
}

const PUBLIC_HEADERS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "ETag, Link, Retry-After, X-Request-Id, Touchstone-Part-Nonce",
} as const;

export const PREFLIGHT_HEADERS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "GET, HEAD",
  "Access-Control-Allow-Headers": "If-None-Match",
  "Access-Control-Max-Age": "86400",
} as const;

export type ReplyOptions = {
  /** The body's validator, unless the reply brings its own ETag. */
  readonly tag?: string;
  /** Readable from any site, and by shared caches after asking again. */
  readonly isPublic: boolean;
};

/** All headers of a reply by their names. */
export function replyHeaders(reply: Reply, options: ReplyOptions): Record<string, string> {
  const headers: Record<string, string> = { "Content-Type": reply.type, ...reply.headers };
  if (options.isPublic) Object.assign(headers, PUBLIC_HEADERS);
  headers["Cache-Control"] ??= options.isPublic ? "no-cache" : "no-store";
  if (options.tag !== undefined) headers.ETag ??= options.tag;
  return headers;
}

/** The HTTP answer for a reply: 304 when the reader holds these bytes already. */
export function toResponse(request: Request, reply: Reply, options: ReplyOptions): Response {
  const headers = replyHeaders(reply, options);
  const readable = request.method === "GET" || request.method === "HEAD";
  const tag = headers.ETag;
  if (
    readable &&
    reply.status === 200 &&
    tag !== undefined &&
    isNotModified(request.headers.get("if-none-match"), tag)
  ) {
    delete headers["Content-Type"];
    return new Response(null, { status: 304, headers });
  }
  if (reply.stream !== undefined) return new Response(reply.stream, { status: reply.status, headers });
  const body = typeof reply.body === "string" ? reply.body : Uint8Array.from(reply.body);
  return new Response(body, { status: reply.status, headers });
}

/** `Link: <…>; rel="next"` for a page, with the query that asked for it. */
export function nextLink(url: string, nextCursor: string | null): Record<string, string> {
  if (nextCursor === null) return {};
  const { pathname, searchParams } = new URL(url);
  // The cursor pins the snapshot itself.
  searchParams.delete("as_of");
  searchParams.set("cursor", nextCursor);
  return { Link: `<${pathname}?${searchParams}>; rel="next"` };
}
