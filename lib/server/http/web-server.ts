/**
 * The one HTTP server of the web process: edge rules and security headers on everything, answers that are kept ready, and
 * with a request id all else: the fast routes (Hono), then the pages (Next).
 */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Logger } from "pino";
import { type ApiProblemCode, problemOf } from "#lib/contract/problems.ts";
import { logAnswer } from "./access-log.ts";
import {
  BODY_TIMEOUT_MS,
  checkEdgeRules,
  clientAddressOf,
  DEV_REQUEST_TIMEOUT_MS,
  dropUntrustedHeaders,
  type EdgePolicy,
  IDLE_CONNECTION_MS,
  MAX_HEADER_BYTES,
  pathOf,
  REQUEST_TIMEOUT_MS,
} from "./edge-rules.ts";
import type { HotAnswers } from "./hot-answers.ts";
import { PROBLEM_TYPE } from "./problem-response.ts";
import { dataHeaders, type HeaderPolicy, pageHeaders, pagePolicy, setHeaders } from "./security-headers.ts";

export type RequestFacts = {
  readonly requestId: string;
  /** What limits count by. Never logged, never stored in the clear. */
  readonly address: string;
};

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

export type WebServerOptions = {
  readonly edge: EdgePolicy;
  /** What browsers should have typed, e.g. http://127.0.0.1:3000: cookies and the Origin check belong to it alone. */
  readonly webOrigin: string;
  readonly headers: HeaderPolicy;
  readonly logger: Logger;
  /** Monotonic milliseconds, for durations only. */
  readonly monotonicMs: () => number;
  /** Answers that are ready to write; asked first for GET and HEAD of the fast routes. */
  readonly hot?: HotAnswers;
  readonly fast: Handler;
  readonly pages: Handler;
  /** Whether what a page could not be made of will be there again: the database, and no bug. */
  readonly isDatabaseAway?: () => boolean;
  /** Whether this process is about to end: then each answer is the last one on its connection. */
  readonly isDraining?: () => boolean;
  /** Called for every answer; feeds the metrics. */
  readonly onAnswer?: (answer: { method: string; path: string; status: number; ms: number; fast: boolean }) => void;
};

const AWAY_RETRY_SECONDS = 5;

const FACTS = new WeakMap<IncomingMessage, RequestFacts>();

/** What the edge learnt about a request; absent only for requests that did not come through this server. */
export function requestFacts(request: IncomingMessage): RequestFacts | undefined {
  return FACTS.get(request);
}

const FAST_PREFIXES = ["/api/v1/", "/log/tile/", "/.well-known/", "/witness/"];
const FAST_PATHS = new Set([
  "/api/v1",
  "/log/checkpoint",
  "/log/digests",
  "/log/policy",
  "/log/vkey",
  "/feed.atom",
  "/feed.json",
  "/directory/feed.atom",
  "/directory/feed.json",
  "/healthz",
  "/readyz",
  "/metrics",
  "/touchstone-verifier.html",
  "/evidence-worker.js",
  "/replay-worker.js",
  "/backtest-worker.js",
  "/lab-worker.js",
]);

/** Below the page of a provider or a case. */
const FEED = /^\/(?:providers|cases)\/[^/]+\/feed\.(?:atom|json)$/;

/** Everything else is a page, a page's asset, or the sign-in of next-auth. */
export function isFastPath(path: string): boolean {
  return FAST_PATHS.has(path) || FAST_PREFIXES.some((prefix) => path.startsWith(prefix)) || FEED.test(path);
}

export function createWebServer(options: WebServerOptions): Server {
  const nextId = requestIds();
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    requestTimeout: BODY_TIMEOUT_MS,
    headersTimeout: BODY_TIMEOUT_MS,
    connectionsCheckingInterval: 1000,
    keepAliveTimeout: IDLE_CONNECTION_MS,
    // The edge rules answer these themselves, so that the refusal has a problem body and the security headers.
    requireHostHeader: false,
    shouldUpgradeCallback: (request) => options.edge.dev && pathOf(request.url ?? "").startsWith("/_next/"),
  });
  const handle = (request: IncomingMessage, response: ServerResponse, expectsContinue: boolean) =>
    answer(request, response, options, nextId(), expectsContinue);
  server.on("request", (request, response) => handle(request, response, false));
  server.on("checkContinue", (request, response) => handle(request, response, true));
  server.on("checkExpectation", (request, response) => {
    refuse(response, options, { status: 417, code: "malformed", detail: "That expectation cannot be met." }, nextId());
    request.resume();
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) =>
    answerBrokenRequest(error, socket, options, nextId()),
  );
  return server;
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: WebServerOptions,
  requestId: string,
  expectsContinue: boolean,
): void {
  const startedMs = options.monotonicMs();
  const path = pathOf(request.url ?? "");
  const fast = isFastPath(path);
  if (options.isDraining?.()) response.shouldKeepAlive = false;
  const refusal = checkEdgeRules(request, options.edge, !fast);
  if (refusal === undefined && fast && writeHot(request, response, options, requestId, path, startedMs)) return;
  response.setHeader("X-Request-Id", requestId);
  const limitMs = options.edge.dev ? DEV_REQUEST_TIMEOUT_MS : REQUEST_TIMEOUT_MS;
  const limit = setTimeout(() => giveUp(response, options, requestId, limitMs), limitMs);
  response.on("close", () => {
    clearTimeout(limit);
    const ms = Math.round((options.monotonicMs() - startedMs) * 100) / 100;
    const line = { id: requestId, method: request.method ?? "", path, status: response.statusCode, ms };
    logAnswer(options.logger, line);
    options.onAnswer?.({ ...line, fast });
  });
  if (refusal !== undefined) {
    refuse(response, options, refusal, requestId);
    return;
  }
  FACTS.set(request, { requestId, address: clientAddressOf(request, options.edge) });
  dropUntrustedHeaders(request);
  if (expectsContinue) response.writeContinue();
  if (fast) setHeaders(response, dataHeaders(options.headers));
  else if (isAlias(request, options.webOrigin)) {
    redirect(response, options, `${options.webOrigin}${request.url}`);
    return;
  } else preparePage(request, response, options, path);
  run(fast ? options.fast : options.pages, request, response, options, requestId);
}

/** A page asked for by another allowed name (localhost for 127.0.0.1): signing in there could never succeed. */
function isAlias(request: IncomingMessage, webOrigin: string): boolean {
  const reads = request.method === "GET" || request.method === "HEAD";
  return reads && !webOrigin.endsWith(`//${request.headers.host?.toLowerCase()}`);
}

function redirect(response: ServerResponse, options: WebServerOptions, location: string): void {
  setHeaders(response, dataHeaders(options.headers));
  response.writeHead(307, { Location: location, "Content-Length": "0", "Cache-Control": "no-store" }).end();
}

/** True when a kept answer was written: nothing else of a request is touched then. */
function writeHot(
  request: IncomingMessage,
  response: ServerResponse,
  options: WebServerOptions,
  requestId: string,
  path: string,
  startedMs: number,
): boolean {
  const { method } = request;
  if (options.hot === undefined || (method !== "GET" && method !== "HEAD")) return false;
  const status = options.hot.write(request, response);
  if (status === undefined) return false;
  const ms = options.monotonicMs() - startedMs;
  logAnswer(options.logger, { id: requestId, method, path, status, ms });
  options.onAnswer?.({ method, path, status, ms, fast: true });
  return true;
}

/** Next reads the nonce from the policy on the *request*, and puts it on every script it writes. */
function preparePage(
  request: IncomingMessage,
  response: ServerResponse,
  { headers: policy, isDatabaseAway }: WebServerOptions,
  path: string,
): void {
  const nonce = randomBytes(16).toString("base64");
  const contentPolicy = pagePolicy(nonce, policy, path);
  if (isDatabaseAway !== undefined) sayAway(response, isDatabaseAway);
  request.headers["content-security-policy"] = contentPolicy;
  request.headers["x-nonce"] = nonce;
  setHeaders(response, pageHeaders(policy, contentPolicy));
}

/** Next says 500 of every page that it could not make. Without the database it is 503: the same page comes back. */
function sayAway(response: ServerResponse, isDatabaseAway: () => boolean): void {
  const writeHead = response.writeHead.bind(response);
  response.writeHead = ((status: number, ...rest: []) => {
    if (status !== 500 || !isDatabaseAway()) return writeHead(status, ...rest);
    response.setHeader("Retry-After", AWAY_RETRY_SECONDS);
    return writeHead(503, ...rest);
  }) as ServerResponse["writeHead"];
}

function run(
  handler: Handler,
  request: IncomingMessage,
  response: ServerResponse,
  options: WebServerOptions,
  requestId: string,
): void {
  const fail = (error: unknown) => {
    options.logger.error({ id: requestId, err: error }, "a handler threw");
    if (response.headersSent) response.destroy();
    else sendProblem(response, "internal", "Something went wrong inside the index.", requestId, 500);
  };
  try {
    const done = handler(request, response);
    if (done instanceof Promise) done.catch(fail);
  } catch (error) {
    fail(error);
  }
}

function giveUp(response: ServerResponse, options: WebServerOptions, requestId: string, limitMs: number): void {
  options.logger.error({ id: requestId }, "the request took longer than its limit");
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.setHeader("Retry-After", "5");
  sendProblem(response, "unavailable", `The answer took longer than ${limitMs / 1000} seconds.`, requestId, 503);
}

function refuse(
  response: ServerResponse,
  options: WebServerOptions,
  refusal: { status: number; code: ApiProblemCode; detail: string },
  requestId: string,
): void {
  setHeaders(response, dataHeaders(options.headers));
  response.setHeader("X-Request-Id", requestId);
  // What follows an unread body on this connection would be parsed as a request: close instead of guessing.
  response.setHeader("Connection", "close");
  sendProblem(response, refusal.code, refusal.detail, requestId, refusal.status);
}

function sendProblem(
  response: ServerResponse,
  code: ApiProblemCode,
  detail: string,
  requestId: string,
  status: number,
): void {
  const body = JSON.stringify(problemOf(code, detail, requestId, [], status));
  response.statusCode = status;
  response.setHeader("Content-Type", PROBLEM_TYPE);
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("Content-Length", Buffer.byteLength(body));
  response.end(body);
}

/** Node's parser refused the bytes, or they came too slowly: there is no response object, so the answer is written by hand. */
function answerBrokenRequest(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  options: WebServerOptions,
  requestId: string,
): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, reason, code, detail } = brokenRequest(error.code);
  options.logger.info({ id: requestId, code: error.code, status }, "refused an unreadable request");
  const body = JSON.stringify(problemOf(code, detail, requestId, [], status));
  const lines = [
    `HTTP/1.1 ${status} ${reason}`,
    `X-Request-Id: ${requestId}`,
    ...dataHeaders(options.headers).map(([name, value]) => `${name}: ${value}`),
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  socket.end(`${lines.join("\r\n")}\r\n\r\n${body}`);
}

function brokenRequest(code: string | undefined): {
  status: number;
  reason: string;
  code: ApiProblemCode;
  detail: string;
} {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return {
        status: 431,
        reason: "Request Header Fields Too Large",
        code: "too-large",
        detail: `The request's headers are larger than ${MAX_HEADER_BYTES} bytes.`,
      };
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return {
        status: 408,
        reason: "Request Timeout",
        code: "request-timeout",
        detail: "The request did not arrive within 15 seconds.",
      };
    default:
      return { status: 400, reason: "Bad Request", code: "malformed", detail: "This is not a valid HTTP/1.1 request." };
  }
}

/** Ids unique over restarts (random prefix) and cheap per request (a counter). Not a secret. */
function requestIds(): () => string {
  const prefix = `req_${randomBytes(6).toString("hex")}`;
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}_${count.toString(36)}`;
  };
}
