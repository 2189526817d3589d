/** One request to a witness over HTTP: bounded in time and length, no redirects, and every failure an answer. */
import { MAX_ADD_CHECKPOINT_BYTES } from "#lib/log/witness-protocol.ts";
import { codeOf } from "./store-files.ts";

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
  const limit = AbortSignal.timeout(limitMs);
  try {
    const response = await fetch(`${url.replace(/\/$/, "")}/add-checkpoint`, {
      method: "POST",
      headers: { "Content-Type": "text/plain; charset=utf-8" },
      body,
      redirect: "manual",
      signal: AbortSignal.any([signal, limit]),
    });
    const read = await readBounded(response);
    if (read === undefined) return { kind: "unreachable", detail: "Its answer is too long." };
    return {
      kind: "answered",
      status: response.status,
      mediaType: (response.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "",
      body: read,
      retryAfterMs: secondsOf(response.headers.get("retry-after")),
    };
  } catch (error) {
    signal.throwIfAborted();
    if (limit.aborted) return { kind: "unreachable", detail: `It did not answer within ${limitMs / 1000} s.` };
    const code = codeOf(error instanceof Error ? error.cause : undefined);
    return { kind: "unreachable", detail: `It cannot be reached${code === undefined ? "" : ` (${code})`}.` };
  }
}

/** The body; undefined when it is longer than any answer may be. */
async function readBounded(response: Response): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_ADD_CHECKPOINT_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function secondsOf(header: string | null): number | undefined {
  return header !== null && /^\d{1,5}$/.test(header) ? Number(header) * 1000 : undefined;
}
