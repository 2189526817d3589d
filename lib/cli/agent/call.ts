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

/** Both messages as they went over the wire. Errors: `IncompleteError` when there is no whole answer. */
export function callProvider(
  base: URL,
  { method, target, contentType = "application/json", body }: Call,
  own: { readonly fields: Fields; readonly signal: AbortSignal },
): Promise<Both> {
  const scheme = base.protocol === "https:" ? "https" : "http";
  const fields: [string, string][] = [
    ["Host", base.host],
    ...own.fields.map(([name, value]): [string, string] => [name, value]),
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
  return exchanged(base, sent, own.signal);
}

/** One request on a connection. */
function exchanged(base: URL, sent: SentRequest, ends: AbortSignal): Promise<Both> {
  const { method, scheme, target, fields, body } = sent;
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new IncompleteError(`${method} ${base.origin}${target}: ${why}`));
    const send = scheme === "https" ? overHttps : overHttp;
    const signal = AbortSignal.any([ends, AbortSignal.timeout(ANSWER_MS)]);
    // An IPv6 address stands in brackets in a URL, and nowhere else.
    const host = base.hostname.replace(/^\[|\]$/g, "");
    const options = { method, host, port: base.port, path: target, headers: fields.flat(), signal };
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
    outgoing.on("error", (error) => fail(error.message));
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
