/** How much, for how long, and at what discount. Amounts in millionths of one currency; nothing is converted. */
import type { Model } from "./model.ts";
import { roundDown } from "./money.ts";
import { BILLION, withinDays } from "./survival.ts";
import type { Tier } from "./tier.ts";

const MILLION = 1_000_000n;

/** Whether money may go there at all, and how sure that is. */
export type Standing = { readonly tier: Tier; readonly isShut: boolean };

/** The most to hold there: a share of what one could lose at one blow, by tier, rounded down to two digits. */
export function exposureLimit({ tier, isShut }: Standing, loss: bigint, { limits }: Model): bigint {
  return isShut ? 0n : roundDown((loss * BigInt(limits.sharePercent[tier])) / 100n);
}

/** The most days to pay ahead. */
export function prepayDays({ tier, isShut }: Standing, { limits }: Model): number {
  return isShut ? 0 : limits.prepayDays[tier];
}

/** Expected loss within some days, from a yearly chance in ppm: q × LGD × amount, rounded up. */
export function expectedLoss(amount: bigint, yearly: number, days: number, { limits }: Model): bigint {
  const whole = BILLION * MILLION;
  return (amount * withinDays(yearly, days) * BigInt(limits.lossGivenDefault) + whole - 1n) / whole;
}

/** Discount in ppm at which paying ahead is even: q × LGD / (1 − q), to the nearest; null where nothing survives. */
export function breakEvenDiscount(yearly: number, days: number, { limits }: Model): number | null {
  const q = withinDays(yearly, days);
  if (q === BILLION) return null;
  const survival = BILLION - q;
  return Number((q * BigInt(limits.lossGivenDefault) + survival / 2n) / survival);
}

/**
 * The most to hold where risks come together, in a stack or a cluster of shared owner, host or custody: a share of what
 * one could lose over the chance to lose it within 30 days, rounded down to two digits. `yearly`: the upper ends (ppm)
 * of what is held there; the worst decides. Never more than half of the loss.
 */
export function togetherCap(loss: bigint, yearly: readonly number[], { limits }: Model): bigint {
  const half = roundDown(loss / 2n);
  const worst = yearly.toSorted((a, b) => b - a)[0] ?? 0;
  const chance = withinDays(worst, 30) * BigInt(limits.lossGivenDefault);
  if (chance === 0n) return half;
  const cap = roundDown((loss * BigInt(limits.stackedShare) * BILLION) / chance);
  if (half < cap) return half;
  return cap;
}

/**
 * The most to hold with several that have a jurisdiction or a build in common. It brings all of them down at once, which is no
 * likelier than the fall of the safest of them; that one falls alone brings nobody else down. `yearly`: of what is held, ppm.
 */
export function inCommonCap(loss: bigint, yearly: readonly number[], model: Model): bigint {
  const [safest] = yearly.toSorted((a, b) => a - b);
  return togetherCap(loss, safest === undefined ? [] : [safest], model);
}

/**
 * The most to hold there: the tier's share, and where risks come together no more than their cap. `together`: as for
 * {@link togetherCap}; empty: it stands alone.
 */
export function holdingLimit(standing: Standing, together: readonly number[], loss: bigint, model: Model): bigint {
  const alone = exposureLimit(standing, loss, model);
  if (together.length === 0) return alone;
  const cap = togetherCap(loss, together, model);
  return cap < alone ? cap : alone;
}
