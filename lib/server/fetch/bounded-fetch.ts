/**
 * The one way in which this index asks others over HTTP. Every request is bounded in time and bytes; its host is resolved
 * once, every address of it must be one that the reach allows, and only those are connected to, so that an answer of the
 * resolver that changes in between changes nothing. Redirects are answers here; {@link strangerGet} follows them.
 */
import { type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIPv6, type LookupFunction } from "node:net";
import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { NAMED_PEERS, type Reach } from "./reach.ts";
import { type Resolve, resolveAsMachine, spelledAddress } from "./resolver.ts";

/** `mediaType` is the Content-Type header as it came, or empty; the other headers are undefined when they did not come. */
export type Fetched = {
  readonly status: number;
  readonly mediaType: string;
  readonly body: Uint8Array;
  readonly location?: string;
  readonly retryAfter?: string;
};

export type FetchLimits = { readonly timeoutMs: number; readonly maxBytes: number };
export const FETCH_LIMITS: FetchLimits = { timeoutMs: 10_000, maxBytes: 1024 * 1024 };

/** The answer, whatever its status, or one sentence why there is none. Never rejects. */
export type BoundedGet = (url: string) => Promise<Result<Fetched, string>>;

/** `detail`: one sentence, which may name addresses; `systemCode`: what the operating system called it. */
export type FetchFault = {
  readonly code: "refused" | "late" | "too-large" | "failed";
  readonly detail: string;
  readonly systemCode?: string;
};

class FetchRefusal extends Error {
  readonly code: FetchFault["code"];
  constructor(code: FetchFault["code"], message: string) {
    super(message);
    this.code = code;
  }
}

export type FetchRules = {
  readonly limits: FetchLimits;
  readonly reach: Reach;
  readonly resolve: Resolve;
  /** Certificates (PEM) that are trusted in place of the machine's. */
  readonly authorities?: string;
};

export type FetchRequest = {
  readonly url: string;
  /** A POST with this text; absent: a GET. */
  readonly text?: string;
  /** Besides those that every request has; what it names itself, as the type of the text, holds. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the request before its limit. */
  readonly signal?: AbortSignal;
};

/** GET of an http or https URL that the operator wrote. Total. */
export function boundedGet(limits: FetchLimits = FETCH_LIMITS): BoundedGet {
  const rules: FetchRules = { limits, reach: NAMED_PEERS, resolve: resolveAsMachine };
  return async (url) => {
    const answer = await fetchBounded({ url }, rules);
    return answer.ok ? answer : err(answer.error.detail);
  };
}

/** One request and its whole answer. Total: whoever aborts `signal` learns it from there. */
export async function fetchBounded(request: FetchRequest, rules: FetchRules): Promise<Result<Fetched, FetchFault>> {
  const ending = new AbortController();
  const end = () => ending.abort();
  let isLate = false;
  const limit = setTimeout(() => {
    isLate = true;
    end();
  }, rules.limits.timeoutMs);
  request.signal?.addEventListener("abort", end, { once: true });
  if (request.signal?.aborted) end();
  try {
    // The end is waited for beside the work: there are answers of which neither request nor socket tells anything.
    return ok(await untilAborted(send(request, rules, ending.signal), ending.signal));
  } catch (error) {
    // A broken stream says so in many ways; whoever was cut off by the clock was late.
    if (isLate) return err({ code: "late", detail: `no answer within ${rules.limits.timeoutMs / 1000} s` });
    return err(faultOf(error));
  } finally {
    clearTimeout(limit);
    request.signal?.removeEventListener("abort", end);
  }
}

async function send(
  { url: text, text: body, headers: own }: FetchRequest,
  rules: FetchRules,
  signal: AbortSignal,
): Promise<Fetched> {
  const url = new URL(text);
  if (!rules.reach.mayAsk(url)) throw new FetchRefusal("refused", "addresses of this form are not asked");
  const addresses = await allowedAddresses(url, rules, signal);
  const start = url.protocol === "https:" ? requestHttps : requestHttp;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request: ClientRequest = start(url, {
      signal,
      method: body === undefined ? "GET" : "POST",
      headers: {
        "User-Agent": "touchstone",
        "Accept-Encoding": "identity",
        ...(body !== undefined && {
          "Content-Type": "text/plain; charset=utf-8",
          "Content-Length": Buffer.byteLength(body),
        }),
        ...own,
      },
      // A connection of its own: none that was made to another address is used again.
      agent: false,
      lookup: pinned(addresses),
      ...(rules.authorities !== undefined && { ca: rules.authorities }),
    });
    request.on("response", resolve);
    request.on("error", reject);
    // Without a listener Node ends the connection and says nothing.
    request.on("upgrade", (_, socket) => {
      socket.destroy();
      reject(new FetchRefusal("failed", "answers in a protocol that it was not asked for"));
    });
    request.end(body);
  });
  const { headers } = response;
  return {
    status: response.statusCode ?? 0,
    mediaType: headers["content-type"] ?? "",
    body: await readWhole(response, rules.limits.maxBytes),
    ...(headers.location !== undefined && { location: headers.location }),
    ...(headers["retry-after"] !== undefined && { retryAfter: headers["retry-after"] }),
  };
}

/** One address that is not allowed refuses the whole name: its owner must not choose by which one we come. */
async function allowedAddresses(url: URL, rules: FetchRules, signal: AbortSignal): Promise<readonly string[]> {
  const spelled = spelledAddress(url);
  const found = spelled === undefined ? await untilAborted(rules.resolve(url.hostname, signal), signal) : [spelled];
  const isSpelled = spelled !== undefined || url.hostname === "localhost";
  if (found.length === 0) throw new FetchRefusal("failed", `${url.hostname} leads to no address`);
  if (!found.every((address) => rules.reach.mayLead(address, isSpelled)))
    throw new FetchRefusal("refused", `${url.hostname} leads to an address that is not public`);
  return found;
}

/** Answers every question with the addresses that were allowed. */
function pinned(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_hostname, options, done) => {
    const [first] = all;
    if (options.all === true) done(null, all);
    else if (first === undefined) done(new Error("no address"), []);
    else done(null, first.address, first.family);
  };
}

const INFLATE: Readonly<Record<string, () => NodeJS.ReadWriteStream & Readable>> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** The body after inflation, which is what the limit counts: a small answer may hold a large one. */
async function readWhole(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const encoding = response.headers["content-encoding"]?.toLowerCase() ?? "identity";
  const inflate = INFLATE[encoding];
  if (inflate === undefined && encoding !== "identity") {
    response.destroy();
    throw new FetchRefusal("failed", "answers in an encoding that it was not asked for");
  }
  const whole: Readable = inflate === undefined ? response : pipeline(response, inflate(), () => undefined);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of whole) {
      length += chunk.length;
      if (length > maxBytes) throw new FetchRefusal("too-large", `answers more than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
  } finally {
    // Leaving the loop early must end the connection, not only the stream behind it.
    response.destroy();
  }
  return new Uint8Array(Buffer.concat(chunks, length));
}

/** What hangs does not hold up the request. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(new Error("too late"));
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

function faultOf(error: unknown): FetchFault {
  if (!(error instanceof Error)) return { code: "failed", detail: String(error) };
  // Several addresses were tried; what each said is in its parts.
  const inner = error instanceof AggregateError ? error.errors.find((each) => each instanceof Error) : undefined;
  const detail = (inner?.message ?? error.message).replace(/\p{Cc}+/gu, " ").slice(0, 300);
  if (error instanceof FetchRefusal) return { code: error.code, detail };
  const systemCode = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { code: "failed", detail, ...(systemCode !== undefined && { systemCode }) };
}
