/**
 * What time it is at the index: this machine's clock, but for a demonstration the time that its newest answer was computed
 * at. The page says which of the two (`data-site-now` of the root element).
 */
import { asInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";

let newest: Instant | undefined;

/** The simulated time; undefined: the index has a real clock. */
export function simulatedNow(): Instant | undefined {
  const said = typeof document === "undefined" ? undefined : document.documentElement.dataset.siteNow;
  const first = said === undefined ? undefined : parseInstant(said);
  if (first === undefined) return undefined;
  return asInstant(Math.max(first, newest ?? first));
}

const listeners = new Set<(now: Instant) => void>();

/** Calls back when the simulated time has moved; answers how to end that. */
export function onSiteTime(moved: (now: Instant) => void): () => void {
  listeners.add(moved);
  return () => listeners.delete(moved);
}

/** Takes the time of an answer, where it says one. */
export function noteSiteTime(answer: unknown): void {
  const asOf = answer !== null && typeof answer === "object" && "as_of" in answer ? answer.as_of : undefined;
  const time =
    asOf !== null && typeof asOf === "object" && asOf !== undefined && "time" in asOf ? asOf.time : undefined;
  const at = typeof time === "string" ? parseInstant(time) : undefined;
  if (at === undefined || (newest !== undefined && at <= newest)) return;
  newest = at;
  const now = simulatedNow();
  if (now !== undefined) for (const moved of listeners) moved(now);
}
