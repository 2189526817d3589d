/**
 * Reading what a stranger's statement names. At most three redirects, each resolved and judged anew, all within one limit
 * of time. A refused address, a name that does not exist, a closed port and a server that says nothing give one and the
 * same answer at one and the same time: at the limit. So nobody learns from this index what stands in another network.
 */
import { setTimeout as delay } from "node:timers/promises";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { FETCH_LIMITS, type Fetched, type FetchRules, fetchBounded } from "./bounded-fetch.ts";

export const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** `url`: where the answer came from, after redirects; `latencyMs`: of the last request, its body included. */
export type StrangerAnswer = Fetched & { readonly url: string; readonly latencyMs: number };

/** What was not answered has no further reason. */
export type NoAnswer = "no-answer";

/** `signal` gives up waiting, at a stop of the process. Never rejects, unless it aborts. */
export type StrangerGet = (url: string, signal?: AbortSignal) => Promise<Result<StrangerAnswer, NoAnswer>>;

export type StrangerRules = Omit<FetchRules, "limits"> & {
  readonly limits?: FetchRules["limits"];
  readonly monotonicMs?: () => number;
  /** Hears why there was no answer; for the operator of this index alone. */
  readonly onNoAnswer?: (url: string, reason: string) => void;
};

/** GET of what a stranger named. */
export function strangerGet(rules: StrangerRules): StrangerGet {
  const { limits = FETCH_LIMITS, monotonicMs = () => performance.now(), onNoAnswer = () => undefined } = rules;
  return async (first, signal) => {
    const startedMs = monotonicMs();
    const leftMs = () => Math.max(1, Math.ceil(limits.timeoutMs - (monotonicMs() - startedMs)));
    let url = first;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const askedMs = monotonicMs();
      const answer = await fetchBounded(
        { url, ...(signal !== undefined && { signal }) },
        { ...rules, limits: { ...limits, timeoutMs: leftMs() } },
      );
      signal?.throwIfAborted();
      if (!answer.ok) {
        onNoAnswer(url, answer.error.detail);
        break;
      }
      const { status, location } = answer.value;
      if (!REDIRECTS.has(status) || location === undefined)
        return ok({ ...answer.value, url, latencyMs: Math.round(monotonicMs() - askedMs) });
      if (!URL.canParse(location, url) || hop === MAX_REDIRECTS) {
        onNoAnswer(url, "redirects to nowhere or too often");
        break;
      }
      url = new URL(location, url).href;
    }
    await delay(leftMs(), undefined, signal === undefined ? {} : { signal });
    return err("no-answer");
  };
}
