/** One thing that can be bought, as the market compares it: what is paid for it, and the chance that it goes wrong. */
import type { Rated } from "../stack.ts";
import { isBetterTier, type Tier } from "../tier.ts";

export type Point = {
  readonly key: string;
  /** ≥ 0, in one unit for all that are compared: millionths of a currency for 1,000, or hundredths of a percent of a list price. */
  readonly price: bigint;
  readonly rated: Rated;
  /** Upper ends (ppm) of all yearly chances that come together in a holding, its own among them; empty: it stands alone. */
  readonly together: readonly number[];
  /** Names of all whose failure is this one's: its service, its instance, their clusters. */
  readonly fates: readonly string[];
  /** Names of what others say of themselves, too: where they stand, what they run. It bounds what is held together. */
  readonly traits: readonly string[];
};

/** Rated, and money may go there: unrated is neither good nor bad and takes no part in comparisons. */
export function isComparable({ rated: { tier, isShut } }: Pick<Point, "rated">): boolean {
  return tier !== "unrated" && !isShut;
}

/** Whether a tier is as good as what somebody tolerates. */
export function isTolerated(tier: Tier, tolerance: Tier): boolean {
  return tier !== "unrated" && !isBetterTier(tolerance, tier);
}

/** By price, then risk, then key: one order for all lists of points. */
export function byPrice(a: Point, b: Point): number {
  if (a.price !== b.price) return a.price < b.price ? -1 : 1;
  return a.rated.band.high - b.rated.band.high || (a.key < b.key ? -1 : 1);
}
