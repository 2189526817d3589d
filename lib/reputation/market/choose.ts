/** A set to hold: which, how much each, for how long, at which discount paying ahead is even, and what spreading does. */
import { least } from "../integers.ts";
import { breakEvenDiscount, expectedLoss, holdingLimit, prepayDays, togetherCap } from "../limits.ts";
import type { Model } from "../model.ts";
import { roundDown } from "../money.ts";
import { byCost, type Taste } from "./cost.ts";
import { fateGroups, type Held, type LossSpread, lossSpread } from "./loss-spread.ts";
import { isComparable, isTolerated, type Point } from "./point.ts";

/** `loss`: what one could lose at one blow. `amount`: what shall be held in all; null: as much as the limits let. Millionths. */
export type Choice = Taste & { readonly loss: bigint; readonly amount: bigint | null; readonly parts: number };

export type Holding = {
  readonly point: Point;
  readonly amount: bigint;
  readonly limit: bigint;
  /** No longer than the tier lets, and no longer than was asked. */
  readonly prepayDays: number;
  /** For paying that long ahead, in ppm; null: nothing survives. */
  readonly breakEven: number | null;
  /** Within the days that were asked. */
  readonly expectedLoss: bigint;
};

/** What bounds the amount: the wish itself, the smallest limit, all at C and below together, or a shared fate. */
export type ChosenBound = "asked" | "limit" | "weak-together" | "shared-fate" | "nothing-fits";

export type ChosenSet = {
  readonly holdings: readonly Holding[];
  readonly total: bigint;
  readonly bound: ChosenBound;
  readonly spread: LossSpread;
};

export const MOST_PARTS = 5;

/**
 * Equal holdings of the lowest price plus expected loss within what is tolerated. With two or more, at most half of them
 * share a fate; all at C and below together stay within the loss; what shares a fate stays within its cap.
 */
export function chosenSet(points: readonly Point[], choice: Choice, model: Model): ChosenSet {
  const picked = pick(candidates(points, choice, model), choice.parts);
  return setOf(picked, choice, model);
}

/** The same for one holding, two, and so on, as far as there are enough: what spreading does. */
export function spreadings(points: readonly Point[], choice: Choice, model: Model): ChosenSet[] {
  const found = candidates(points, choice, model);
  const sets: ChosenSet[] = [];
  for (let parts = 1; parts <= MOST_PARTS; parts++) {
    const picked = pick(found, parts);
    if (picked.length === parts) sets.push(setOf(picked, { ...choice, parts }, model));
  }
  return sets;
}

function candidates(points: readonly Point[], { tolerance, days, loss }: Choice, model: Model): Point[] {
  const possible = points.filter(
    (point) =>
      isComparable(point) &&
      isTolerated(point.rated.tier, tolerance) &&
      holdingLimit(point.rated, point.together, loss, model) > 0n,
  );
  return byCost(possible, days, model);
}

/** In order, leaving out whoever would put more than half on one fate. Fewer where there are not enough. */
function pick(found: readonly Point[], parts: number): Point[] {
  for (let count = parts; count > 1; count--) {
    const most = count / 2;
    const picked: Point[] = [];
    for (const point of found) {
      if (picked.length === count) break;
      const isTooMany = fateGroups([...picked, point]).some((group) => group.length > most);
      if (!isTooMany) picked.push(point);
    }
    if (picked.length === count) return picked;
  }
  return found.slice(0, 1);
}

function setOf(picked: readonly Point[], choice: Choice, model: Model): ChosenSet {
  const limits = picked.map(({ rated, together }) => holdingLimit(rated, together, choice.loss, model));
  const { each, bound } = amountEach(picked, limits, choice, model);
  const held = picked.map(({ rated, fates }): Held => ({ amount: each, yearly: rated.band.high, fates }));
  const holdings =
    each === 0n ? [] : picked.map((point, at) => holdingOf(point, each, limits[at] ?? 0n, choice, model));
  return {
    ...{ holdings, bound },
    total: each * BigInt(picked.length),
    spread: lossSpread(each === 0n ? [] : held, choice.days),
  };
}

function holdingOf(point: Point, amount: bigint, limit: bigint, { days }: Choice, model: Model): Holding {
  const { high } = point.rated.band;
  const most = prepayDays(point.rated, model);
  const ahead = least(most, days);
  const breakEven = breakEvenDiscount(high, ahead, model);
  return { point, amount, limit, prepayDays: ahead, breakEven, expectedLoss: expectedLoss(amount, high, days, model) };
}

type Bound = { readonly each: bigint; readonly bound: ChosenBound };

/** The least of all bounds; where none but the wish binds, the wish, to the millionth. */
function amountEach(picked: readonly Point[], limits: readonly bigint[], choice: Choice, model: Model): Bound {
  const count = BigInt(picked.length);
  if (count === 0n) return { each: 0n, bound: "nothing-fits" };
  const bounds: Bound[] = limits.map((limit) => ({ each: limit, bound: "limit" }));
  const weak = BigInt(picked.filter(({ rated: { tier } }) => tier !== "A" && tier !== "B").length);
  if (weak > 0n) bounds.push({ each: roundDown(choice.loss / weak), bound: "weak-together" });
  for (const group of fateGroups(picked)) {
    if (group.length < 2) continue;
    const cap = togetherCap(
      choice.loss,
      group.map(({ rated }) => rated.band.high),
      model,
    );
    bounds.push({ each: roundDown(cap / BigInt(group.length)), bound: "shared-fate" });
  }
  const tightest = bounds.reduce((low, one) => (one.each < low.each ? one : low));
  const wished = choice.amount === null ? undefined : choice.amount / count;
  return wished !== undefined && wished <= tightest.each ? { each: wished, bound: "asked" } : tightest;
}
