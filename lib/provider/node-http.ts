/**
 * Signed answers for a Node HTTP server, of version 1 or 2: `createServer(signedListener(listener, options))`. The listener may
 * be an Express application; it reads the request and writes the answer as always, and nothing is sent before it is whole.
 */
import { IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";
import type { SentRequest } from "#lib/evidence/signing/capture-exchange.ts";
import type { Fields } from "#lib/evidence/signing/http-message.ts";
import { type AnswerFields, hasReason } from "./answer-head.ts";
import { type HeldResponse, holdBack } from "./held-response.ts";
import { hostOf } from "./host-of.ts";
import {
  asksForSignature,
  hasNoBody,
  maxBodyBytesOf,
  prepareRequest,
  problemText,
  type Refused,
  type SigningOptions,
  signAnswer,
} from "./sign-answer.ts";

export { signerOfSeed } from "./node-signer.ts";
export type { ResponseSigner, SigningOptions } from "./sign-answer.ts";

/** A listener of `http2.createServer` and `http2.createSecureServer`. */
type Http2Listener = (request: Http2ServerRequest, response: Http2ServerResponse) => unknown;

/** The listener with its answers signed, for requests that bring a nonce; others pass untouched. */
export function signedListener(listener: RequestListener, options: SigningOptions): RequestListener;
/** The same for HTTP/2. A request that brings a nonce has its head and its whole body, and no stream to push to. */
export function signedListener(listener: Http2Listener, options: SigningOptions): Http2Listener;
export function signedListener(
  given: RequestListener | Http2Listener,
  options: SigningOptions,
): RequestListener & Http2Listener {
  // What is used here of requests and responses, both versions have in common.
  const listener = given as RequestListener;
  const signed: RequestListener = (request, response) => {
    if (!asksForSignature(fieldsOf(request))) return listener(request, response);
    const held = holdBack(response, maxBodyBytesOf(options));
    return answer(listener, request, { response, held, options }).catch((error: unknown) => {
      // Nothing went out yet: the client learns that there is no answer, the operator why.
      sendProblem(response, held, { status: 500, code: "unsigned", detail: "The service could not sign its answer." });
      tell(options, error);
    });
  };
  return signed as RequestListener & Http2Listener;
}

type Answering = { response: ServerResponse; held: HeldResponse; options: SigningOptions };

async function answer(
  listener: RequestListener,
  request: IncomingMessage,
  { response, held, options }: Answering,
): Promise<void> {
  const maxBytes = maxBodyBytesOf(options);
  const body = await readBody(request, maxBytes);
  if (body === undefined) {
    const detail = `A request with a signed answer has at most ${maxBytes} bytes.`;
    return sendProblem(response, held, { status: 413, code: "too-large", detail });
  }
  const prepared = await prepareRequest({ ...headOf(request, options), body }, options);
  if (prepared.kind === "refused") return sendProblem(response, held, prepared.refused);
  const done = new Promise<unknown>((resolve) => resolve(listener(replayed(request, body), response)));
  // An answer counts as it stood when it was ended: what fails behind it takes nothing back, as in Node.
  done.catch((error: unknown) => held.isEnded() && tell(options, error));
  // What the listener answers with a promise is awaited for its errors only: the answer is whole when it is ended.
  const { status, reason, fields, body: written } = await Promise.race([held.ended, done.then(() => held.ended)]);
  const signed = await signAnswer(prepared.request, { status, fields: linesOf(fields), body: written }, options);
  const replaced = new Set(["transfer-encoding", ...signed.fields.map(([name]) => name.toLowerCase())]);
  // Of a HEAD request the service states the length that GET would have; of 204 and 304 there is none.
  const isStated = prepared.request.method === "HEAD" && !hasNoBody("GET", status);
  if (!isStated) replaced.add("content-length");
  const sent: AnswerFields = [...fields.filter(([name]) => !replaced.has(name.toLowerCase())), ...signed.fields];
  const hasLength = !hasNoBody(prepared.request.method, status);
  const length: AnswerFields = hasLength ? [["Content-Length", signed.body.length]] : [];
  held.send({ status, reason, fields: [...sent, ...length] }, signed.body);
}

function sendProblem(response: ServerResponse, held: HeldResponse, refused: Refused): void {
  const { status } = refused;
  // Of HTTP/2 a connection carries other requests, and the field is not allowed.
  const closing: AnswerFields = status === 413 && hasReason(response) ? [["Connection", "close"]] : [];
  const fields: AnswerFields = [
    ["Content-Type", "application/problem+json"],
    ["Cache-Control", "no-store"],
    ...closing,
  ];
  held.send({ status, reason: "", fields }, problemText(refused));
}

/** Told last: what an operator's function does cannot cost the answer. */
function tell({ onRefused }: SigningOptions, error: unknown): void {
  onRefused?.(error instanceof Error ? error : new Error(String(error)));
}

function headOf(request: IncomingMessage, options: SigningOptions): Omit<SentRequest, "body"> {
  const isEncrypted = "encrypted" in request.socket && request.socket.encrypted === true;
  const scheme = options.scheme ?? (isEncrypted ? "https" : "http");
  return {
    method: request.method ?? "",
    scheme,
    host: options.host ?? hostOf(request, scheme),
    target: request.url ?? "",
    fields: fieldsOf(request),
  };
}

/** Of HTTP/2 without what stands among the fields and is none: `:method` and the like. */
function fieldsOf({ rawHeaders }: IncomingMessage): Fields {
  return Array.from({ length: rawHeaders.length / 2 }, (_, at): Fields[number] => [
    rawHeaders[2 * at] ?? "",
    rawHeaders[2 * at + 1] ?? "",
  ]).filter(([name]) => !name.startsWith(":"));
}

function linesOf(fields: AnswerFields): Fields {
  return fields.flatMap(([name, value]): Fields => [value].flat().map((each) => [name, String(each)]));
}

/**
 * The whole body; undefined when it is longer than `maxBytes`. So much more is read and forgotten, since a client that is
 * cut off while it sends often loses the answer.
 */
function readBody(request: IncomingMessage, maxBytes: number): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    if (Number(request.headers["content-length"] ?? 0) > FORGOTTEN * maxBytes) resolve(undefined);
    request.on("data", (chunk: Uint8Array) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
      else if (bytes > FORGOTTEN * maxBytes) resolve(undefined);
    });
    request.on("end", () => resolve(bytes > maxBytes ? undefined : new Uint8Array(Buffer.concat(chunks))));
    request.on("error", reject);
  });
}

const FORGOTTEN = 4;

/** The request anew, with its body still to be read: the signature needed to see it first. */
function replayed(request: IncomingMessage, body: Uint8Array): IncomingMessage {
  const copy = new IncomingMessage(request.socket);
  const { method, url, httpVersion, httpVersionMajor, httpVersionMinor, headers, rawHeaders } = request;
  Object.assign(copy, { method, url, httpVersion, httpVersionMajor, httpVersionMinor, rawHeaders, complete: true });
  copy.headers = headers;
  if (body.length > 0) copy.push(body);
  copy.push(null);
  return copy;
}
