/** What something costs when the chance to lose what is paid ahead is counted in. */
import type { Model } from "../model.ts";
import { BILLION, withinDays } from "../survival.ts";
import type { Tier } from "../tier.ts";
import { isComparable, isTolerated, type Point } from "./point.ts";

const MILLION = 1_000_000n;

/** Price × (1 + q × LGD) over a common denominator: only for comparing. `yearly` in ppm; `days` for which one pays ahead. */
export function costOf(price: bigint, yearly: number, days: number, { limits }: Model): bigint {
  return price * (BILLION * MILLION + withinDays(yearly, days) * BigInt(limits.lossGivenDefault));
}

/** Share of what lies somewhere for so many days that is lost on average, in ppm, rounded up. */
export function expectedLossPpm(yearly: number, days: number, { limits }: Model): number {
  const lost = withinDays(yearly, days) * BigInt(limits.lossGivenDefault);
  return Number((lost + BILLION - 1n) / BILLION);
}

/** By rising price plus expected loss; of equals the safer, then the smaller key. */
export function byCost(points: readonly Point[], days: number, model: Model): Point[] {
  const costs = new Map(points.map(({ key, price, rated }) => [key, costOf(price, rated.band.high, days, model)]));
  return points.toSorted((a, b) => {
    const [one, other] = [costs.get(a.key) ?? 0n, costs.get(b.key) ?? 0n];
    if (one !== other) return one < other ? -1 : 1;
    return a.rated.band.high - b.rated.band.high || (a.key < b.key ? -1 : 1);
  });
}

/** What somebody tolerates, and for how many days one pays ahead. */
export type Taste = { readonly tolerance: Tier; readonly days: number };

/** The lowest price plus expected loss at or below the tolerated tier; undefined: there is none. */
export function choiceOf(points: readonly Point[], { tolerance, days }: Taste, model: Model): Point | undefined {
  const tolerated = points.filter((point) => isComparable(point) && isTolerated(point.rated.tier, tolerance));
  return byCost(tolerated, days, model)[0];
}
