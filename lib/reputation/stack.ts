/** A service lives on an instance: whoever holds its tokens carries both risks. */
import type { Band } from "./band.ts";
import { divFloor } from "./integers.ts";
import type { Model } from "./model.ts";
import { isBetterTier, type Tier, tierOfBand, worseTier } from "./tier.ts";

const MILLION = 1_000_000;

/** 1 − (1 − a)(1 − b) at each end, rounded up: either may happen without the other. */
export function stackedBand(a: Band, b: Band): Band {
  const either = (p: number, q: number) => p + q - divFloor(p * q, MILLION);
  return { estimate: either(a.estimate, b.estimate), low: either(a.low, b.low), high: either(a.high, b.high) };
}

export type Rated = { readonly tier: Tier; readonly isShut: boolean; readonly band: Band };

/** Both together: the tier of the stacked risk, never better than either's own; unrated where either is, unless E. */
export function stackOf(service: Rated, instance: Rated, model: Model): Rated {
  const band = stackedBand(service.band, instance.band);
  const isUnrated = service.tier === "unrated" || instance.tier === "unrated";
  const worst = worseTier(worseTier(service.tier, instance.tier), tierOfBand(band, model));
  const isKnownBad = service.tier === "E" || instance.tier === "E";
  return { tier: isUnrated && !isKnownBad ? "unrated" : worst, isShut: service.isShut || instance.isShut, band };
}

/** The riskiest: shut before open, then by tier, then by the upper end; of equals the first. Undefined: there is none. */
export function riskiestOf<T>(of: readonly T[], ratedAs: (one: T) => Rated): T | undefined {
  const [first, ...others] = of;
  if (first === undefined) return undefined;
  return others.reduce((worst, one) => (isRiskier(ratedAs(one), ratedAs(worst)) ? one : worst), first);
}

function isRiskier(one: Rated, other: Rated): boolean {
  if (one.isShut !== other.isShut) return one.isShut;
  if (isBetterTier(one.tier, other.tier)) return false;
  return isBetterTier(other.tier, one.tier) || one.band.high > other.band.high;
}
