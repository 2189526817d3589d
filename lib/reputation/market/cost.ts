/** What something costs when the chance to lose what is paid ahead is counted in. */
import type { Model } from "../model.ts";
import { BILLION, withinDays } from "../survival.ts";
import type { Tier } from "../tier.ts";
import { byPrice, isComparable, isTolerated, type Point } from "./point.ts";

const MILLION = 1_000_000n;

/** Price × (1 + q × LGD) over a common denominator: only for comparing. `days`: for which one pays ahead. */
export function costsOf(points: readonly Point[], days: number, { limits }: Model): ReadonlyMap<string, bigint> {
  const lossGivenDefault = BigInt(limits.lossGivenDefault);
  const chances = new Map<number, bigint>();
  const chanceOf = (yearly: number) => {
    const known = chances.get(yearly) ?? withinDays(yearly, days);
    chances.set(yearly, known);
    return known;
  };
  return new Map(
    points.map(({ key, price, rated }) => [
      key,
      price * (BILLION * MILLION + chanceOf(rated.band.high) * lossGivenDefault),
    ]),
  );
}

/** By rising price plus expected loss; of equals the order of prices. */
export function byCost(points: readonly Point[], days: number, model: Model): Point[] {
  const costs = costsOf(points, days, model);
  return points.toSorted((a, b) => {
    const [one, other] = [costs.get(a.key) ?? 0n, costs.get(b.key) ?? 0n];
    if (one !== other) return one < other ? -1 : 1;
    return byPrice(a, b);
  });
}

/** What somebody tolerates, and for how many days one pays ahead. */
export type Taste = { readonly tolerance: Tier; readonly days: number };

/** The lowest price plus expected loss at or below the tolerated tier; undefined: there is none. */
export function choiceOf(points: readonly Point[], { tolerance, days }: Taste, model: Model): Point | undefined {
  const tolerated = points.filter((point) => isComparable(point) && isTolerated(point.rated.tier, tolerance));
  return byCost(tolerated, days, model)[0];
}
