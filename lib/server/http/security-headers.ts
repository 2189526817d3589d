/** The headers that every answer carries, and the content security policy of pages. */
import type { ServerResponse } from "node:http";

export type HeaderPolicy = {
  /** True when the site's own origin is https: only then may HSTS be said. */
  readonly https: boolean;
  /** The development build evaluates code for its error overlay and opens a WebSocket. */
  readonly dev: boolean;
};

/** Answers that are data (JSON, tiles, text) need nothing at all from the browser. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/**
 * The policy of the one script that may compile WebAssembly: it starts workers of itself and loads nothing else. Pages never
 * have it (docs/adr/0071-evidence-checked-in-a-worker.md).
 */
export const EVIDENCE_WORKER_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/**
 * The policy of an HTML page for one nonce (base64, fresh per request). Scripts run by nonce only; what they load is
 * trusted through them (`strict-dynamic`). Style attributes are allowed because components position by them; they
 * cannot run code, and `default-src 'self'` keeps them from loading anything from elsewhere.
 */
export function pagePolicy(nonce: string, policy: HeaderPolicy, path: string): string {
  const targets = path === CAPTURE_PATH ? ` ${CAPTURE_TARGETS}` : "";
  const directives = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${policy.dev ? " 'unsafe-eval'" : ""}`,
    "script-src-attr 'none'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${targets}${policy.dev ? " ws:" : ""}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  if (policy.https) directives.push("upgrade-insecure-requests");
  return directives.join("; ");
}

/**
 * The one page that calls providers from the browser, and where it may call: https anywhere, this machine without
 * (docs/adr/0072-reports-from-the-browser.md).
 */
const CAPTURE_PATH = "/report/capture";
const CAPTURE_TARGETS = "https: http://127.0.0.1:* http://localhost:*";

const COMMON: ReadonlyArray<readonly [string, string]> = [
  ["X-Content-Type-Options", "nosniff"],
  ["Referrer-Policy", "strict-origin-when-cross-origin"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["X-Frame-Options", "DENY"],
  ["Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"],
];

/** Name and value pairs for a data answer; public data may be embedded anywhere (`cross-origin`), pages nowhere. */
export function dataHeaders(policy: HeaderPolicy): ReadonlyArray<readonly [string, string]> {
  return [
    ...COMMON,
    ["Content-Security-Policy", DATA_POLICY],
    ["Cross-Origin-Resource-Policy", "cross-origin"],
    ...hsts(policy),
  ];
}

/** Name and value pairs for a page answer under the policy text of `pagePolicy`. */
export function pageHeaders(policy: HeaderPolicy, contentPolicy: string): ReadonlyArray<readonly [string, string]> {
  return [
    ...COMMON,
    ["Content-Security-Policy", contentPolicy],
    ["Cross-Origin-Resource-Policy", "same-origin"],
    ...hsts(policy),
  ];
}

export function setHeaders(response: ServerResponse, headers: ReadonlyArray<readonly [string, string]>): void {
  for (const [name, value] of headers) response.setHeader(name, value);
}

function hsts(policy: HeaderPolicy): ReadonlyArray<readonly [string, string]> {
  return policy.https ? [["Strict-Transport-Security", "max-age=31536000; includeSubDomains"]] : [];
}
