/** One request to a witness over HTTP: bounded in time and length, no redirects, and every failure an answer. */
import { MAX_ADD_CHECKPOINT_BYTES } from "#lib/log/witness-protocol.ts";
import { type FetchFault, fetchBounded } from "#lib/server/fetch/bounded-fetch.ts";
import { NAMED_WITNESSES } from "#lib/server/fetch/reach.ts";
import { resolveAsMachine } from "#lib/server/fetch/resolver.ts";

/** `unreachable`: nothing that could be read came back; `detail` says why, without an address. */
export type AskedWitness =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly mediaType: string;
      readonly body: Uint8Array;
      /** What a Retry-After in seconds asks for. */
      readonly retryAfterMs: number | undefined;
    }
  | { readonly kind: "unreachable"; readonly detail: string };

/** Sends `body` to `<url>/add-checkpoint`. Never rejects, unless `signal` aborts. */
export type AskWitness = (url: string, body: string, signal: AbortSignal) => Promise<AskedWitness>;

export const ASK_WITHIN_MS = 10_000;

/** The operator names the address in the policy, so that loopback and private ranges are as good as others. */
export const askWitness: AskWitness = async (url, body, signal) => await askWithin(url, body, signal, ASK_WITHIN_MS);

/** {@link askWitness} with another limit. */
export async function askWithin(
  url: string,
  body: string,
  signal: AbortSignal,
  limitMs: number,
): Promise<AskedWitness> {
  const answer = await fetchBounded(
    { url: `${url.replace(/\/$/, "")}/add-checkpoint`, text: body, signal },
    {
      limits: { timeoutMs: limitMs, maxBytes: MAX_ADD_CHECKPOINT_BYTES },
      reach: NAMED_WITNESSES,
      resolve: resolveAsMachine,
    },
  );
  signal.throwIfAborted();
  if (!answer.ok) return { kind: "unreachable", detail: wordsOf(answer.error, limitMs) };
  const { status, mediaType, body: read, retryAfter } = answer.value;
  return {
    kind: "answered",
    status,
    mediaType: mediaType.split(";")[0]?.trim().toLowerCase() ?? "",
    body: read,
    retryAfterMs: secondsOf(retryAfter),
  };
}

/** Without an address: these words are shown to everybody. */
function wordsOf({ code, systemCode }: FetchFault, limitMs: number): string {
  if (code === "too-large") return "Its answer is too long.";
  if (code === "late") return `It did not answer within ${limitMs / 1000} s.`;
  return `It cannot be reached${systemCode === undefined ? "" : ` (${systemCode})`}.`;
}

function secondsOf(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,5}$/.test(header) ? Number(header) * 1000 : undefined;
}
