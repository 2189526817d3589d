/**
 * Sending to an address that somebody chose for himself. As with reading, a refused address, a closed port and silence
 * give one and the same answer at one and the same time. Nothing is sent on: a redirect is an answer that takes nothing.
 */
import { setTimeout as delay } from "node:timers/promises";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { type FetchRules, fetchBounded } from "./bounded-fetch.ts";
import type { NoAnswer, StrangerRules } from "./stranger-get.ts";

/** Of the answer only the status counts. */
const POST_LIMITS: FetchRules["limits"] = { timeoutMs: 10_000, maxBytes: 64 * 1024 };

export type Message = {
  readonly url: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
};

/** The status. `signal` gives up waiting, at a stop of the process. Never rejects, unless it aborts. */
export type StrangerPost = (message: Message, signal?: AbortSignal) => Promise<Result<number, NoAnswer>>;

/** POST of a text. Why there was no answer is told to nobody but `onNoAnswer`, without the address, which may be secret. */
export function strangerPost(
  rules: Omit<StrangerRules, "onNoAnswer"> & { readonly onNoAnswer?: (reason: string) => void },
): StrangerPost {
  const { limits = POST_LIMITS, monotonicMs = () => performance.now(), onNoAnswer = () => undefined } = rules;
  return async (message, signal) => {
    const startedMs = monotonicMs();
    const request = { ...message, ...(signal !== undefined && { signal }) };
    const answer = await fetchBounded(request, { ...rules, limits });
    signal?.throwIfAborted();
    if (answer.ok) return ok(answer.value.status);
    onNoAnswer(answer.error.code);
    const leftMs = Math.max(1, Math.ceil(limits.timeoutMs - (monotonicMs() - startedMs)));
    await delay(leftMs, undefined, signal === undefined ? {} : { signal });
    return err("no-answer");
  };
}
