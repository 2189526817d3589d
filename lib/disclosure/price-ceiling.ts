/**
 * The highest price that a provider could ask by its own logged lists at any instant of a span. What is above was promised
 * by none of them. Lists bind from their entry on, never back; which price holds when says price-track.ts
 * (docs/protocol/evidence.md, "Charges").
 */
import { CLOCKS_DIFFER_MS, type Instant } from "#lib/kernel/instant.ts";
import type { PriceVersion } from "./price-history.ts";
import { afterList, lineOf, type PricedUnit, type Step, timesOf, UNLISTED } from "./price-track.ts";

/**
 * From when to when a price is asked for. Before `date`, instants are looked at only because clocks differ. `logged`: when the
 * log first had the answer, within the span.
 */
export type PriceSpan = {
  readonly from: Instant;
  readonly date: Instant;
  readonly logged: Instant;
  readonly until: Instant;
};

/** Lists in any order, with the span. Undefined: for some instant of the span no list names a price. Total. */
export function highestPrice(versions: readonly PriceVersion[], what: PricedUnit, span: PriceSpan): bigint | undefined {
  const steps = stepsOf(versions, what);
  const first = steps.findLastIndex(({ from }) => from <= span.from);
  let highest: bigint | undefined;
  for (const [at, { from, line }] of steps.entries()) {
    // What a gap has before it counts, though it ended before the span.
    const isBeforeGap = at === first - 1 && steps[first]?.line === null;
    if ((at < first && !isBeforeGap) || from > span.until) continue;
    if (line === null && !isBridged(from, steps[at + 1], span)) return undefined;
    if (line !== null && line.micros > (highest ?? -1n)) highest = line.micros;
  }
  return first === -1 ? undefined : highest;
}

/**
 * Whether a gap without a price has the prices of both its sides: one that is shorter than clocks differ, or who takes a list
 * back for a second every few minutes, and dates its answers by it, would be held to none. Not where the log had the answer
 * in it: then nobody chose the gap by its date, and not one that began after that date.
 */
function isBridged(gap: Instant, next: Step | undefined, { date, logged }: PriceSpan): boolean {
  if (next === undefined || gap > date) return false;
  return next.from - gap < CLOCKS_DIFFER_MS && (logged < gap || next.from <= logged);
}

/** Price by price, oldest first: between two there is at most one gap, and none before the first. */
function stepsOf(versions: readonly PriceVersion[], what: PricedUnit): readonly Step[] {
  let track = UNLISTED;
  for (const list of versions.toSorted((a, b) => a.entry - b.entry))
    track = afterList(track, lineOf(list.body, what), timesOf(list));
  return track.steps.filter(({ line }, at, steps) => line !== null || (steps[at - 1]?.line ?? null) !== null);
}
