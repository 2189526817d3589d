/** One paid call as an agent makes it: own nonce, own digest, and the answer with every byte as it came. */
import { request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import type { SentRequest, SentResponse } from "#lib/evidence/signing/capture-exchange.ts";
import { contentDigestOf } from "#lib/evidence/signing/content-digest.ts";
import type { Fields } from "#lib/evidence/signing/http-message.ts";
import { IncompleteError } from "../command.ts";

export type Call = {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly contentType?: string;
  readonly body?: Uint8Array;
};

type Both = { readonly request: SentRequest; readonly response: SentResponse };

const ANSWER_MAX_BYTES = 2_097_152;
const ANSWER_MS = 30_000;

/** Whoever finds a connection closed learns it at once: a server that took longer may have worked for the call. */
const CLOSED_WITHIN_MS = 1_000;

/** The server had closed the kept connection, as it may at any time, and nothing came back on it. */
class ClosedError extends IncompleteError {}

type Own = {
  readonly fields: Fields;
  readonly signal: AbortSignal;
  /** What must not happen twice, such as a purchase: by a connection of its own, which nobody has closed yet. */
  readonly isOnce?: boolean;
};

/**
 * Both messages as they went over the wire. On a kept connection that was closed meanwhile the same bytes, with the same nonce and
 * token, are sent once more on a new one. Errors: `IncompleteError` when there is no whole answer.
 */
export async function callProvider(
  base: URL,
  { method, target, contentType = "application/json", body }: Call,
  { fields: given, signal, isOnce = false }: Own,
): Promise<Both> {
  const scheme = base.protocol === "https:" ? "https" : "http";
  const fields: [string, string][] = [
    ["Host", base.host],
    ...given.map(([name, value]): [string, string] => [name, value]),
  ];
  if (body !== undefined)
    fields.push(
      ["Content-Type", contentType],
      ["Content-Digest", contentDigestOf(body)],
      ["Content-Length", `${body.length}`],
    );
  const sent: SentRequest = {
    method,
    scheme,
    host: base.host,
    target,
    fields,
    ...(body === undefined ? {} : { body }),
  };
  try {
    return await exchanged(base, sent, { signal, isKept: !isOnce });
  } catch (error) {
    if (!(error instanceof ClosedError) || signal.aborted) throw error;
    return await exchanged(base, sent, { signal, isKept: false });
  }
}

type Way = {
  readonly signal: AbortSignal;
  /** On a connection that is kept for the next call; else on one of its own. */
  readonly isKept: boolean;
};

/** Sends once. Errors: `ClosedError` where nothing came back on a connection that was used before. */
function exchanged(base: URL, sent: SentRequest, way: Way): Promise<Both> {
  const { method, scheme, target, fields, body } = sent;
  const sentMs = performance.now();
  return new Promise((resolve, reject) => {
    const fail = (why: string, Failure = IncompleteError) =>
      reject(new Failure(`${method} ${base.origin}${target}: ${why}`));
    const send = scheme === "https" ? overHttps : overHttp;
    const signal = AbortSignal.any([way.signal, AbortSignal.timeout(ANSWER_MS)]);
    // An IPv6 address stands in brackets in a URL, and nowhere else.
    const host = base.hostname.replace(/^\[|\]$/g, "");
    const address = { host, port: base.port, path: target };
    const options = { method, ...address, headers: fields.flat(), signal, ...(way.isKept ? {} : { agent: false }) };
    let isAnswered = false;
    const outgoing = send(options, (answer) => {
      isAnswered = true;
      const chunks: Buffer[] = [];
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > ANSWER_MAX_BYTES) {
          fail("the answer is too long.");
          return outgoing.destroy();
        }
        chunks.push(chunk);
      });
      answer.on("error", (error) => fail(error.message));
      answer.on("end", () => {
        if (!answer.complete) return fail("the answer was cut off.");
        const raw = answer.rawHeaders;
        const received = Array.from({ length: raw.length / 2 }, (_, at): [string, string] => [
          raw[2 * at] ?? "",
          raw[2 * at + 1] ?? "",
        ]);
        resolve({
          request: sent,
          response: { status: answer.statusCode ?? 0, fields: received, body: new Uint8Array(Buffer.concat(chunks)) },
        });
      });
      answer.on("close", () => fail("the answer was cut off."));
    });
    let bytesCame = () => 0;
    outgoing.on("socket", (socket) => {
      const before = socket.bytesRead;
      bytesCame = () => socket.bytesRead - before;
    });
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      const isReset = error.code === "ECONNRESET" || error.code === "EPIPE";
      const isAtOnce = performance.now() - sentMs < CLOSED_WITHIN_MS;
      const wasClosed = outgoing.reusedSocket && isReset && isAtOnce && bytesCame() === 0;
      fail(error.message, wasClosed ? ClosedError : IncompleteError);
    });
    // Node tells of neither an answer nor an error where the connection becomes something else, and drops it.
    for (const event of ["upgrade", "connect"] as const)
      outgoing.on(event, (_, socket) => {
        socket.destroy();
        fail("it answers in another protocol.");
      });
    // Whatever ends it: a call that nothing settles would end the process, with all that it found.
    outgoing.on("close", () => isAnswered || fail("the connection ended."));
    outgoing.end(body);
  });
}
