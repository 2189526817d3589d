/**
 * One call from the browser to a provider, as an agent makes it: own nonce, own digest, no cookie, and the answer with
 * every byte. The provider must let pages of other sites call it (CORS) and show them the fields of its signature.
 */
import { BODY_MAX_BYTES, type HttpExchange } from "#lib/evidence/exchange.ts";
import { contentDigestOf } from "#lib/evidence/signing/content-digest.ts";
import {
  checkOwnAnswer,
  keyAmong,
  type ResponseFinding,
  verifyResponse,
} from "#lib/evidence/signing/verify-response.ts";
import { readToken, splitToken } from "#lib/evidence/token/prex-token.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { Clock, Random } from "#lib/kernel/clock.ts";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { captureMessages } from "./assemble.ts";
import { type FieldFate, fatesOf } from "./struck-out.ts";

export type Call = {
  readonly url: string;
  readonly method: string;
  readonly body: string;
  readonly contentType: string;
  /** Pays for the call; goes to the provider only and is kept nowhere. */
  readonly token: string;
};

export type CallOutcome =
  | {
      readonly outcome: "signed";
      readonly exchange: HttpExchange;
      readonly fates: readonly FieldFate[];
      readonly finding: ResponseFinding;
      /** Those of the signature, then whether it is fresh and answers this very call. */
      readonly checks: readonly Check[];
    }
  | { readonly outcome: "unsigned"; readonly words: string; readonly status: number }
  /** Network, CORS or certificate: a page is not told which. */
  | { readonly outcome: "unreachable" }
  /** An answer without end: too long, or too slow. */
  | { readonly outcome: "endless"; readonly words: string }
  | { readonly outcome: "refused"; readonly words: string };

/** What the page's policy lets it call: https anywhere, and this machine without. */
export function addressProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return "This is no web address, such as https://provider.example/sort.";
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== "" || password !== "") return "Leave name and password out of the address.";
  if (protocol === "https:") return undefined;
  const isHere = protocol === "http:" && (hostname === "localhost" || hostname === "127.0.0.1");
  return isHere ? undefined : "The address begins with https://; without it only this machine can be called.";
}

const NONCE_BYTES = 16;
/** For the whole answer. */
const ANSWER_MS = 30_000;

/** `signerOf`: the key that an answer names by its thumbprint, as the index knows it. */
type Means = {
  random: Random;
  clock: Clock;
  request?: typeof fetch;
  patienceMs?: number;
  signerOf: (exchange: HttpExchange) => Promise<Did | undefined>;
};

/** Never throws for what the network and the provider do. */
export async function callFromBrowser(
  call: Call,
  { random, clock, request = fetch, patienceMs = ANSWER_MS, signerOf }: Means,
): Promise<CallOutcome> {
  const wrong = addressProblem(call.url);
  if (wrong !== undefined) return { outcome: "refused", words: wrong };
  const url = new URL(call.url);
  const nonce = base64UrlEncode(random(NONCE_BYTES));
  const body = call.body === "" || call.method === "GET" ? undefined : utf8Encode(call.body);
  const tokenId = tokenIdOfCompact(call.token.trim());
  const fields: [string, string][] = [
    ["Prex-Request-Nonce", nonce],
    ...(body === undefined
      ? []
      : [
          ["Content-Type", call.contentType] as [string, string],
          ["Content-Digest", contentDigestOf(body)] as [string, string],
        ]),
    ...(call.token === "" ? [] : [["Authorization", `Bearer ${call.token.trim()}`] as [string, string]]),
    ...(tokenId === undefined ? [] : [["Prex-Token-Id", tokenId] as [string, string]]),
  ];
  let response: Response;
  let answered: Uint8Array | undefined;
  const signal = AbortSignal.timeout(patienceMs);
  try {
    response = await request(url, {
      method: call.method,
      headers: fields,
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      signal,
    });
    answered = await readUpTo(response, BODY_MAX_BYTES);
  } catch {
    if (!signal.aborted) return { outcome: "unreachable" };
    return { outcome: "endless", words: "It took longer than half a minute: the page waits for it no more." };
  }
  if (answered === undefined)
    return { outcome: "endless", words: "It is longer than evidence can be: the page reads no more of it." };
  const messages = {
    request: {
      method: call.method,
      scheme: url.protocol === "https:" ? "https" : "http",
      host: url.host,
      target: `${url.pathname}${url.search}`,
      fields: [["Host", url.host] as [string, string], ...fields],
      ...(body === undefined ? {} : { body }),
    },
    response: { status: response.status, fields: [...response.headers], body: answered },
    left: [],
  } as const;
  const captured = captureMessages(messages, clock());
  if (!captured.ok) return { outcome: "unsigned", words: captured.error.words, status: response.status };
  const exchange = captured.value;
  // An index that is away knows no key, and a thumbprint fits one alone, whoever tells it.
  const signer = await signerOf(exchange).catch(() => undefined);
  const key = signer === undefined ? undefined : publicKeyOfDid(signer);
  const finding = verifyResponse(exchange, keyAmong(key === undefined ? [] : [key]));
  const checks = [...finding.checks, ...checkOwnAnswer(finding, { now: clock(), nonce })];
  return { outcome: "signed", exchange, fates: fatesOf(messages.request, []), finding, checks };
}

/** Undefined when there is more; what is left is not fetched. */
async function readUpTo({ body }: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  const reader = body?.getReader();
  for (;;) {
    const piece = await reader?.read();
    if (piece === undefined || piece.done) return concatBytes(...pieces);
    bytes += piece.value.length;
    if (bytes > maxBytes) {
      await reader?.cancel();
      return undefined;
    }
    pieces.push(piece.value);
  }
}

/** Undefined for what is no Prex token: the call goes out without its name then. */
function tokenIdOfCompact(token: string): string | undefined {
  const parts = token === "" ? undefined : splitToken(token);
  return parts === undefined ? undefined : readToken(parts).id;
}
