/** A Node response whose head and body are kept until the answer is whole. */
import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { TRAILERS } from "./sign-answer.ts";

export type HeldResponse = {
  /** The body, once the listener has ended the answer. Rejects for an answer that goes out in pieces, or is too long. */
  readonly written: Promise<Uint8Array>;
  /** Sends the answer at last. What the listener writes from now on is ignored. */
  readonly send: (body: Uint8Array | string) => void;
};

type Head = OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined;

const HELD = ["writeHead", "write", "end", "flushHeaders", "addTrailers"] as const;

/** Holds a response back. Whoever flushes its head wants to stream, which is refused aloud instead of sent unsigned. */
export function holdBack(response: ServerResponse, maxBytes: number): HeldResponse {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let settle: { resolve: (body: Uint8Array) => void; reject: (reason: Error) => void } | undefined;
  const written = new Promise<Uint8Array>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Nobody may be waiting yet when a listener fails at once.
  written.catch(() => undefined);

  const take = (chunk: unknown, encoding: unknown): void => {
    if (chunk === undefined || chunk === null || typeof chunk === "function") return;
    const coding = typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8";
    const piece = typeof chunk === "string" ? Buffer.from(chunk, coding) : Buffer.from(chunk as Uint8Array);
    bytes += piece.length;
    if (bytes > maxBytes) settle?.reject(new Error("the answer is too long to be signed"));
    else chunks.push(piece);
  };
  const callBack = (...given: readonly unknown[]): void => {
    const done = given.find((each) => typeof each === "function");
    if (typeof done === "function") process.nextTick(() => done());
  };
  const held: Record<(typeof HELD)[number], (...given: never[]) => unknown> = {
    writeHead: (status: number, reason?: string | Head, headers?: Head) => {
      response.statusCode = status;
      if (typeof reason === "string") response.statusMessage = reason;
      keepHeaders(response, typeof reason === "string" ? headers : reason);
      return response;
    },
    write: (chunk: unknown, encoding?: unknown, done?: unknown) => {
      const contentType = String(response.getHeader("content-type") ?? "");
      if (contentType.startsWith("text/event-stream")) settle?.reject(new Error("a stream of events cannot be signed"));
      take(chunk, encoding);
      callBack(encoding, done);
      return true;
    },
    end: (chunk?: unknown, encoding?: unknown, done?: unknown) => {
      take(chunk, encoding);
      callBack(chunk, encoding, done);
      settle?.resolve(new Uint8Array(Buffer.concat(chunks)));
      return response;
    },
    flushHeaders: () => settle?.reject(new Error("an answer that is sent in pieces cannot be signed")),
    addTrailers: () => settle?.reject(new Error(TRAILERS)),
  };
  Object.assign(response, held);
  return {
    written,
    send: (body) => {
      for (const name of HELD) Reflect.deleteProperty(response, name);
      response.end(body);
      // A stream that was refused goes on writing: after the end that would be an error that nobody handles.
      const { write, end, flushHeaders, addTrailers } = held;
      Object.assign(response, { write, end, flushHeaders, addTrailers });
    },
  };
}

function keepHeaders(response: ServerResponse, headers: Head): void {
  if (headers === undefined) return;
  const pairs = Array.isArray(headers) ? pairsOf(headers) : Object.entries(headers);
  for (const [name, value] of pairs) if (value !== undefined) response.setHeader(name, value);
}

/** Node takes names and values in turn. */
function pairsOf(flat: readonly OutgoingHttpHeader[]): [string, OutgoingHttpHeader][] {
  return Array.from({ length: flat.length / 2 }, (_, at) => [String(flat[2 * at]), flat[2 * at + 1] ?? ""]);
}
