/** Signed answers for Hono, on Node and elsewhere: `app.use(signedResponses(options))`, before what it shall sign. */
import type { Context, MiddlewareHandler } from "hono";
import type { Fields } from "#lib/evidence/signing/http-message.ts";
import { hostOf } from "./host-of.ts";
import {
  asksForSignature,
  isEventStream,
  maxBodyBytesOf,
  prepareRequest,
  problemText,
  type Refused,
  type SigningOptions,
  signAnswer,
  varied,
} from "./sign-answer.ts";

export type { ResponseSigner, SigningOptions } from "./sign-answer.ts";

/** Signs answers to requests that bring a nonce; others only get their `Vary`. Handlers read the request as always. */
export function signedResponses(options: SigningOptions): MiddlewareHandler {
  return async (context, next) => {
    const fields: Fields = [...context.req.raw.headers];
    if (!asksForSignature(fields)) {
      await next();
      return keepVaried(context);
    }
    const maxBytes = maxBodyBytesOf(options);
    const body = await readBody(context.req.raw.body, maxBytes);
    if (body === undefined) {
      const detail = `A request with a signed answer has at most ${maxBytes} bytes.`;
      return problem({ status: 413, code: "too-large", detail });
    }
    const { raw } = context.req;
    const asked = new Headers(raw.headers);
    // A signed answer is not encoded, and a handler that compresses would encode it for every browser.
    if (asked.has("accept-encoding")) asked.set("accept-encoding", "identity");
    // Handlers read the body anew, an empty one too.
    context.req.raw = new Request(raw, {
      headers: asked,
      ...(raw.body === null ? {} : { body: new Uint8Array(body) }),
    });
    const { scheme, host, target } = addressOf(context, options);
    const prepared = await prepareRequest(
      { method: context.req.raw.method, scheme, host, target, fields, body },
      options,
    );
    if (prepared.kind === "refused") return problem(prepared.refused);
    await next();
    const answer = context.res;
    // As it stands now: a handler that goes on changing it would change what is signed already.
    const headers = new Headers(answer.headers);
    try {
      if (!context.finalized) throw new Error("no handler gave an answer");
      if (isEventStream(headers.get("content-type") ?? "")) throw new Error("a stream of events cannot be signed");
      const written = await readBody(answer.body, maxBytes);
      if (written === undefined) throw new Error("the answer is too long to be signed");
      const { status } = answer;
      const signed = await signAnswer(prepared.request, { status, fields: [...headers], body: written }, options);
      for (const [name, value] of signed.fields) headers.set(name, value);
      // The answer is whole: beside its length the field of a stream would make it none that a client can read.
      headers.delete("transfer-encoding");
      // Without this, Hono would put the old fields over the new ones.
      context.res = undefined;
      context.res = new Response(signed.body.length === 0 ? null : new Uint8Array(signed.body), { status, headers });
    } catch (error) {
      await answer.body?.cancel().catch(() => undefined);
      context.res = undefined;
      context.res = problem({ status: 500, code: "unsigned", detail: "The service could not sign its answer." });
      options.onRefused?.(error instanceof Error ? error : new Error(String(error)));
    }
    return undefined;
  };
}

/** An answer without a signature is for who asked for none, and says so to caches, whatever else it varies by. */
function keepVaried(context: Context): undefined {
  // No other status can be given to a response anew: an upgrade passes as it is.
  if (context.finalized && context.res.status >= 200)
    context.header("Vary", varied(context.res.headers.get("vary") ?? undefined));
}

function problem(refused: Refused): Response {
  const headers = { "Content-Type": "application/problem+json", "Cache-Control": "no-store" };
  return new Response(problemText(refused), { status: refused.status, headers });
}

/** Host and target as they came over the wire, where the platform is Node and tells: an URL rewrites some paths. */
function addressOf(context: Context, options: SigningOptions) {
  const url = new URL(context.req.raw.url);
  const { incoming } = (context.env ?? {}) as { incoming?: Parameters<typeof hostOf>[0] };
  const scheme: "http" | "https" = options.scheme ?? (url.protocol === "https:" ? "https" : "http");
  const host = incoming?.headers === undefined ? context.req.header("host") : hostOf(incoming, scheme);
  return {
    scheme,
    host: options.host ?? host ?? url.host,
    target: typeof incoming?.url === "string" ? incoming.url : url.pathname + url.search,
  };
}

/** The whole body; undefined when it is longer than `maxBytes`, and then the rest is not read. */
async function readBody(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(bytes);
  let end = 0;
  for (const chunk of chunks) {
    whole.set(chunk, end);
    end += chunk.length;
  }
  return whole;
}
