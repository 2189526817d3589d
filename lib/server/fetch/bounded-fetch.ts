/**
 * Reading what others serve. Every answer is bounded in time and bytes, redirects are not followed, and a name must lead
 * to a public address, which is the one that is connected to. An address that the URL itself spells (or `localhost`) is
 * taken as it is: URLs come from the operator's own files, never from a stranger.
 */
import { lookup } from "node:dns";
import { type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { isPublicAddress } from "./network-guard.ts";

/** `mediaType` is the Content-Type header as it came, or empty. */
export type Fetched = { readonly status: number; readonly mediaType: string; readonly body: Uint8Array };

export type FetchLimits = { readonly timeoutMs: number; readonly maxBytes: number };
export const FETCH_LIMITS: FetchLimits = { timeoutMs: 10_000, maxBytes: 1024 * 1024 };

/** The answer, whatever its status, or one sentence why there is none. Never rejects. */
export type BoundedGet = (url: string) => Promise<Result<Fetched, string>>;

/** GET of an http or https URL. Total. */
export function boundedGet(limits: FetchLimits = FETCH_LIMITS): BoundedGet {
  return async (url) => {
    const signal = AbortSignal.timeout(limits.timeoutMs);
    try {
      return ok(await get(new URL(url), limits.maxBytes, signal));
    } catch (error) {
      // A broken stream says so in many ways; whoever was cut off by the clock was late.
      return err(signal.aborted ? `no answer within ${limits.timeoutMs / 1000} s` : sentenceOf(error));
    }
  };
}

async function get(url: URL, maxBytes: number, signal: AbortSignal): Promise<Fetched> {
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  const isLocal = url.hostname === "localhost";
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request: ClientRequest = send(url, {
      signal,
      headers: { "User-Agent": "touchstone", "Accept-Encoding": "identity" },
      ...(isLocal ? {} : { lookup: publicLookup }),
    });
    request.on("response", resolve);
    request.on("error", reject);
    request.end();
  });
  const encoding = response.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") {
    response.destroy();
    throw new Error("answers compressed although it was asked not to");
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response) {
    length += chunk.length;
    // Leaving the loop destroys the stream, and with it the connection.
    if (length > maxBytes) throw new Error(`answers more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return {
    status: response.statusCode ?? 0,
    mediaType: response.headers["content-type"] ?? "",
    body: new Uint8Array(Buffer.concat(chunks, length)),
  };
}

/** Resolves a name and refuses the whole of it when one of its addresses is not public. */
const publicLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return done(error, []);
    const refused = addresses.find(({ address }) => !isPublicAddress(address));
    const [first] = addresses;
    if (refused !== undefined || first === undefined) {
      return done(
        Object.assign(new Error(`${hostname} leads to an address that is not public`), { code: "EREFUSED" }),
        [],
      );
    }
    if (options.all === true) return done(null, addresses);
    return done(null, first.address, first.family);
  });
};

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Several addresses were tried; what each said is in its parts.
  const inner = error instanceof AggregateError ? error.errors.find((each) => each instanceof Error) : undefined;
  return (inner?.message ?? error.message).replace(/\p{Cc}+/gu, " ").slice(0, 300);
}
