/**
 * A Node response that is kept until the listener has ended it. Meanwhile it looks to the listener as it would in Node: its
 * head is written with the first `writeHead`, `write` or `end`, its body with `end`, and nothing can be changed afterwards.
 */
import type { ServerResponse } from "node:http";
import { type AnswerHead, fieldsOfGiven, hasReason, headOf, nodeError, setHead } from "./answer-head.ts";
import { keepOpen } from "./keep-open.ts";
import { hasNoBody, isEventStream, TRAILERS } from "./sign-answer.ts";

/** An answer as it stood when it was ended. */
export type EndedAnswer = AnswerHead & { readonly body: Uint8Array };

export type HeldResponse = {
  /** Once the listener has ended the answer. Rejects for an answer that goes out in pieces, or is too long. */
  readonly ended: Promise<EndedAnswer>;
  readonly isEnded: () => boolean;
  /** Sends an answer at last: `head` and no other field. What the listener writes from now on is ignored. */
  readonly send: (head: AnswerHead, body: Uint8Array | string) => void;
};

type Done = (error?: Error | null) => void;
type Method = (...given: never[]) => unknown;

/** What is kept from the listener for good: after an answer was sent it would be an error that nobody handles. */
const WRITING = ["write", "end", "flushHeaders", "addTrailers", "setTrailer"] as const;
const HEAD = ["setHeader", "setHeaders", "appendHeader", "removeHeader"] as const;
const STATE = ["headersSent", "_header", "finished", "writableEnded", "writableFinished"] as const;
const HELD = [...WRITING, ...HEAD, ...STATE, "writeHead", "writeHeader", "_implicitHeader", "destroy"] as const;

/** Holds a response back. Whoever flushes its head wants to stream, which is refused aloud instead of sent unsigned. */
export function holdBack(response: ServerResponse, maxBytes: number): HeldResponse {
  const before = HELD.map((name) => [name, Object.getOwnPropertyDescriptor(response, name)] as const);
  const destroy = response.destroy.bind(response);
  const { method = "", socket } = response.req;
  const chunks: Uint8Array[] = [];
  const callbacks: Done[] = [];
  let bytes = 0;
  let head: AnswerHead | undefined;
  let isEnded = false;
  let isRefused = false;
  let isSent = false;
  let release: (() => void) | undefined;
  let isUnwanted = false;
  let settle: { resolve: (answer: EndedAnswer) => void; reject: (reason: Error) => void } | undefined;
  const ended = new Promise<EndedAnswer>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Nobody may be waiting yet when a listener fails at once.
  ended.catch(() => undefined);

  const refuse = (why: string): void => {
    isRefused = true;
    settle?.reject(new Error(why));
  };
  const writeHead = (status: unknown, reason?: unknown, given?: unknown): ServerResponse => {
    if (head !== undefined) throw headersSent(response, "write");
    const code = Number(status) | 0;
    if (code < 100 || code > 999)
      throw nodeError(RangeError, "ERR_HTTP_INVALID_STATUS_CODE", `Invalid status code: ${status}`);
    if (typeof reason === "string" && hasReason(response)) response.statusMessage = reason;
    const fields = fieldsOfGiven((typeof reason === "string" ? given : (given ?? reason)) as never);
    for (const [name, value] of fields) response.setHeader(name, value);
    response.statusCode = code;
    head = headOf(response);
    return response;
  };
  /** By the response's own method, as Node does: what sessions and timers add to the head, they add there. */
  const implyHead = (): AnswerHead => {
    if (head === undefined) response.writeHead(response.statusCode);
    if (head === undefined) writeHead(response.statusCode);
    return head as unknown as AnswerHead;
  };
  const take = (piece: Uint8Array, { status, fields }: AnswerHead): void => {
    const isEvents = fields.some(([name, value]) => /^content-type$/i.test(name) && isEventStream(String(value)));
    if (!hasNoBody(method, status)) bytes += piece.length;
    if (isEvents) refuse("a stream of events cannot be signed");
    else if (bytes > maxBytes) refuse("the answer is too long to be signed");
    else if (bytes > 0) chunks.push(piece);
  };
  /** Of what comes too late only its own callback learns: nobody else may be listening. */
  const ignore = (done: Done | undefined): false => {
    const error = nodeError(Error, "ERR_STREAM_WRITE_AFTER_END", "write after end");
    if (done !== undefined) process.nextTick(done, error);
    return false;
  };

  const writing: Record<(typeof WRITING)[number], Method> = {
    write: (chunk: unknown, ...rest: unknown[]) => {
      const piece = bytesOf(chunk, rest[0]);
      const done = callbackIn(rest);
      if (isEnded || isRefused || isSent) return ignore(done);
      take(piece, implyHead());
      if (done !== undefined) process.nextTick(done);
      // Who writes without an end would wait for the connection at last.
      return !isRefused;
    },
    end: (...given: unknown[]) => {
      const [chunk, encoding] = given;
      const done = callbackIn(given);
      const piece = chunk && typeof chunk !== "function" ? bytesOf(chunk, encoding) : undefined;
      if (isSent || (isEnded && piece !== undefined)) ignore(done);
      else if (done !== undefined) callbacks.push(done);
      if (isSent || isEnded) return response;
      const written = implyHead();
      if (piece !== undefined && !isRefused) take(piece, written);
      isEnded = true;
      if (hasReason(response)) release = keepOpen(socket);
      settle?.resolve({ ...written, body: new Uint8Array(Buffer.concat(chunks)) });
      return response;
    },
    flushHeaders: () => {
      if (isEnded || isSent) return;
      implyHead();
      refuse("an answer that is sent in pieces cannot be signed");
    },
    addTrailers: () => refuse(TRAILERS),
    setTrailer: () => refuse(TRAILERS),
  };
  const settingHead = HEAD.filter((name) => name in response).map((name) => {
    const plain: unknown = Reflect.get(response, name);
    const set = (...given: unknown[]): unknown => {
      if (head !== undefined) throw headersSent(response, name === "setHeaders" ? "set" : name.replace("Header", ""));
      return Reflect.apply(plain as Method, response, given);
    };
    return [name, set] as const;
  });
  Object.assign(response, writing, Object.fromEntries(settingHead), {
    writeHead,
    writeHeader: writeHead,
    _implicitHeader: implyHead,
    destroy: (error?: Error) => {
      if (!isEnded || isSent) return destroy(error);
      isUnwanted = true;
      return response;
    },
  });
  const told: Record<(typeof STATE)[number], () => unknown> = {
    headersSent: () => head !== undefined,
    _header: () => (head === undefined ? null : "held"),
    finished: () => isEnded,
    writableEnded: () => isEnded,
    writableFinished: () => false,
  };
  for (const name of STATE) Object.defineProperty(response, name, { configurable: true, get: told[name] });

  return {
    ended,
    isEnded: () => isEnded,
    send: (sent, body) => {
      for (const [name, own] of before) {
        if (own === undefined) Reflect.deleteProperty(response, name);
        else Object.defineProperty(response, name, own);
      }
      setHead(response, sent);
      response.end(body, (error?: Error | null) => {
        for (const done of callbacks) done(error);
      });
      Object.assign(response, writing);
      isSent = true;
      if (isUnwanted) destroy();
      release?.();
    },
  };
}

function headersSent(response: ServerResponse, what: string): Error {
  return hasReason(response)
    ? nodeError(Error, "ERR_HTTP_HEADERS_SENT", `Cannot ${what} headers after they are sent to the client`)
    : nodeError(Error, "ERR_HTTP2_HEADERS_SENT", "Response has already been initiated.");
}

function callbackIn(given: readonly unknown[]): Done | undefined {
  return given.find((each): each is Done => typeof each === "function");
}

/** A copy, since a listener may use its buffer again. Throws TypeError for what Node would not write. */
function bytesOf(chunk: unknown, encoding: unknown): Uint8Array {
  if (typeof chunk === "string")
    return Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8");
  if (chunk instanceof Uint8Array) return new Uint8Array(chunk);
  throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", "A chunk is a string, a Buffer or a Uint8Array.");
}
