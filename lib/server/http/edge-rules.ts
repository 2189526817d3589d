/**
 * What a request must satisfy before any route, parser or framework sees it. Pure over the request's head: no body byte is
 * read here. The reasons are in docs/adr and the design's reliability page ("Edge rules before anything else").
 */
import type { IncomingMessage } from "node:http";
import { MAX_ADD_CHECKPOINT_BYTES } from "#lib/log/witness-protocol.ts";
import { networkOf } from "./network-of.ts";

/** Largest request head, in bytes; enforced by Node's parser (`maxHeaderSize`) and answered as `too-large`. */
export const MAX_HEADER_BYTES = 16 * 1024;
/** Largest JSON body of every route but the two below, in bytes. */
export const MAX_JSON_BYTES = 256 * 1024;
/** Largest body of `POST /api/v1/statements`, in bytes. */
export const MAX_SUBMISSION_BYTES = 1024 * 1024;
/** Largest body of `POST /api/v1/fraud-proofs`, in bytes: what still fits into an entry as a part. */
export const MAX_FRAUD_SUBMISSION_BYTES = 750 * 1024;
/** How long a connection may wait for its next request, in ms. */
export const IDLE_CONNECTION_MS = 5_000;
/** Longest time to receive a whole request, in ms. */
export const BODY_TIMEOUT_MS = 15_000;
/** Longest time to answer a request, in ms. */
export const REQUEST_TIMEOUT_MS = 30_000;
/** A development build compiles a page when it is first asked for, which takes a busy machine minutes. */
export const DEV_REQUEST_TIMEOUT_MS = 600_000;

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

export type EdgePolicy = {
  /** Exact Host values that this server answers for (host or host:port, lower case). */
  readonly hosts: ReadonlySet<string>;
  /** Remote addresses whose `x-forwarded-for` is believed. */
  readonly trustedProxies: ReadonlySet<string>;
  /** The development server of Next needs its one WebSocket. */
  readonly dev: boolean;
};

export type EdgeRefusal = {
  readonly status: number;
  readonly code: "bad-host" | "malformed" | "too-large" | "not-found" | "method-not-allowed" | "unsupported-media";
  readonly detail: string;
};

const BODY_CAPS: ReadonlyMap<string, number> = new Map([
  ["/api/v1/statements", MAX_SUBMISSION_BYTES],
  ["/api/v1/fraud-proofs", MAX_FRAUD_SUBMISSION_BYTES],
  ["/witness/add-checkpoint", MAX_ADD_CHECKPOINT_BYTES],
]);

/** Few routes take more or less than the rest; compare paths exactly so that no look-alike gets the larger cap. */
export function bodyCapOf(path: string): number {
  return BODY_CAPS.get(path) ?? MAX_JSON_BYTES;
}

/** The request target without its query. */
export function pathOf(target: string): string {
  const query = target.indexOf("?");
  return query === -1 ? target : target.slice(0, query);
}

/**
 * The first rule that the request breaks, or undefined. `bodyNeedsLength` is set for handlers whose body reading is not
 * ours to cap (Next): those take a declared length only.
 */
export function checkEdgeRules(
  request: IncomingMessage,
  policy: EdgePolicy,
  bodyNeedsLength: boolean,
): EdgeRefusal | undefined {
  return (
    checkTarget(request) ??
    checkHost(request, policy) ??
    checkForbiddenHeaders(request, policy) ??
    checkBody(request, bodyNeedsLength)
  );
}

function checkTarget(request: IncomingMessage): EdgeRefusal | undefined {
  const target = request.url ?? "";
  if (!METHODS.has(request.method ?? "")) {
    return { status: 405, code: "method-not-allowed", detail: "This method is not served here." };
  }
  // Absolute-form ("GET http://…"), authority-form and "*" name another authority than Host: two readers could disagree.
  if (!target.startsWith("/") || target.startsWith("//") || target.includes("\\")) {
    return malformed("The request target must be an absolute path beginning with exactly one slash.");
  }
  const path = pathOf(target);
  if (isAmbiguous(path) || /%00/.test(target)) {
    return malformed("The request target has dot segments, control characters or escapes that are not UTF-8.");
  }
  if (path === "/_next/image" || path.startsWith("/_next/image/")) {
    return {
      status: 404,
      code: "not-found",
      detail: "Images are served as they are; there is no image optimiser here.",
    };
  }
  return undefined;
}

/** Whether a router behind this one could read another path out of it: `/x/../api/v1/…`, `/docs/%ff`, `/%2e%2e/`. */
function isAmbiguous(path: string): boolean {
  try {
    const decoded = decodeURIComponent(path);
    return /(^|\/)\.{1,2}(\/|$)/.test(decoded) || /\p{Cc}/u.test(decoded);
  } catch {
    return true;
  }
}

function checkHost(request: IncomingMessage, policy: EdgePolicy): EdgeRefusal | undefined {
  const host = request.headers.host;
  if (host === undefined || countHeader(request, "host") !== 1 || !policy.hosts.has(host.toLowerCase())) {
    return {
      status: 421,
      code: "bad-host",
      detail: "This server does not answer for the Host that the request names.",
    };
  }
  return undefined;
}

function checkForbiddenHeaders(request: IncomingMessage, policy: EdgePolicy): EdgeRefusal | undefined {
  const { headers } = request;
  if (headers["next-action"] !== undefined) {
    return malformed("Server actions are not used here; every change goes through /api/v1.");
  }
  const devSocket = policy.dev && pathOf(request.url ?? "").startsWith("/_next/");
  if (headers.upgrade !== undefined && !devSocket) return malformed("Protocol upgrades are not served here.");
  return undefined;
}

function checkBody(request: IncomingMessage, needsLength: boolean): EdgeRefusal | undefined {
  const { headers } = request;
  const length = headers["content-length"];
  const encoding = headers["transfer-encoding"];
  if (length !== undefined && encoding !== undefined) {
    return malformed("A request has Content-Length or Transfer-Encoding, never both.");
  }
  if (encoding !== undefined && encoding.toLowerCase() !== "chunked") {
    return malformed("The only transfer encoding served here is chunked.");
  }
  const compressed = headers["content-encoding"];
  if (compressed !== undefined && compressed.toLowerCase() !== "identity") {
    return {
      status: 415,
      code: "unsupported-media",
      detail: "Send the body uncompressed: compressed requests are refused.",
    };
  }
  if (needsLength && encoding !== undefined) return malformed("This route takes a body with Content-Length only.");
  const cap = bodyCapOf(pathOf(request.url ?? ""));
  if (length !== undefined && Number(length) > cap) {
    return { status: 413, code: "too-large", detail: `The body is larger than this route's ${cap} bytes.` };
  }
  return undefined;
}

/** Headers by which a client could speak as a proxy or as the framework itself. `content-security-policy` and `x-nonce` are ours to set. */
const DROPPED = new Set([
  "forwarded",
  "next-resume",
  "x-real-ip",
  "x-nonce",
  "x-matched-path",
  "x-now-route-matches",
  "x-original-url",
  "x-rewrite-url",
  "content-security-policy",
  "content-security-policy-report-only",
]);
const DROPPED_PREFIXES = ["x-forwarded-", "x-middleware-", "x-invoke-", "x-nextjs-", "x-vercel-"];
/** Sent by Next's own browser router; harmless and needed. */
const KEPT = new Set(["x-nextjs-data", "x-nextjs-html-request-id", "x-nextjs-request-id"]);

function isDropped(name: string): boolean {
  return DROPPED.has(name) || (!KEPT.has(name) && DROPPED_PREFIXES.some((prefix) => name.startsWith(prefix)));
}

/**
 * The network that limits count by: the peer's, or what a trusted proxy says is the last hop before it. Read before
 * `dropUntrustedHeaders`.
 */
export function clientAddressOf(request: IncomingMessage, policy: EdgePolicy): string {
  const peer = (request.socket.remoteAddress ?? "unknown").replace(/^::ffff:/, "");
  const own = networkOf(peer) ?? peer;
  const forwarded = request.headers["x-forwarded-for"];
  if (!policy.trustedProxies.has(peer) || typeof forwarded !== "string") return own;
  // Only the last element was written by the proxy we trust; the ones before it are the client's own words.
  return networkOf(forwarded.slice(forwarded.lastIndexOf(",") + 1).trim()) ?? own;
}

/** Removes the headers above from both views that frameworks read (`headers` and `rawHeaders`). */
export function dropUntrustedHeaders(request: IncomingMessage): void {
  const names = Object.keys(request.headers).filter(isDropped);
  if (names.length === 0) return;
  for (const name of names) delete request.headers[name];
  const kept: string[] = [];
  for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
    const name = request.rawHeaders[i] ?? "";
    if (!isDropped(name.toLowerCase())) kept.push(name, request.rawHeaders[i + 1] ?? "");
  }
  request.rawHeaders = kept;
}

function countHeader(request: IncomingMessage, name: string): number {
  let count = 0;
  for (let i = 0; i < request.rawHeaders.length; i += 2) {
    if (request.rawHeaders[i]?.toLowerCase() === name) count += 1;
  }
  return count;
}

function malformed(detail: string): EdgeRefusal {
  return { status: 400, code: "malformed", detail };
}
