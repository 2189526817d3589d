/** A set to hold: which, how much each, for how long, at which discount paying ahead is even, and what spreading does. */
import { least } from "../integers.ts";
import { breakEvenDiscount, expectedLoss, holdingLimit, inCommonCap, prepayDays, togetherCap } from "../limits.ts";
import type { Model } from "../model.ts";
import { roundDown } from "../money.ts";
import type { Tier } from "../tier.ts";
import { byCost, type Taste } from "./cost.ts";
import { fateGroups, type Held, type LossSpread, lossSpread } from "./loss-spread.ts";
import { isComparable, isTolerated, type Point } from "./point.ts";

/** What somebody holds elsewhere already. `high`: upper end (ppm). Millionths. */
export type HeldBefore = {
  readonly amount: bigint;
  readonly tier: Tier;
  readonly high: number;
  readonly fates: readonly string[];
  readonly traits: readonly string[];
};

/** `loss`: what one could lose at one blow. `amount`: what shall be held besides; null: as much as the limits let. Millionths. */
export type Choice = Taste & {
  readonly loss: bigint;
  readonly amount: bigint | null;
  readonly parts: number;
  readonly before?: readonly HeldBefore[];
};

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

/**
 * What bounds the amount: the wish itself, the smallest limit, all at C and below together, a shared fate, one jurisdiction or
 * build, or what is held already.
 */
export type ChosenBound =
  | "asked"
  | "limit"
  | "weak-together"
  | "shared-fate"
  | "in-common"
  | "held-already"
  | "nothing-fits";

export type ChosenSet = {
  readonly holdings: readonly Holding[];
  readonly total: bigint;
  readonly bound: ChosenBound;
  readonly spread: LossSpread;
};

export const MOST_PARTS = 5;

/**
 * Equal holdings of the lowest price plus expected loss within what is tolerated. With two or more, at most half of them
 * share a fate; all at C and below together stay within the loss; what shares a fate, a jurisdiction or a build stays within
 * its cap.
 */
export function chosenSet(points: readonly Point[], choice: Choice, model: Model): ChosenSet {
  return setOf(inTurn(candidates(points, choice, model), choice.before).slice(0, choice.parts), choice, model);
}

/** The same for one holding, two, and so on, each with one more than the last, as far as there are enough. */
export function spreadings(points: readonly Point[], choice: Choice, model: Model): ChosenSet[] {
  const found = inTurn(candidates(points, choice, model), choice.before);
  return found.map((_, at) => setOf(found.slice(0, at + 1), { ...choice, parts: at + 1 }, model));
}

/** What stays of a limit beside what is held already and would fall with it. */
function leftOf(point: Point, { loss, before = [] }: Choice, model: Model): bigint {
  const beside = before.filter(({ fates }) => fates.some((fate) => point.fates.includes(fate)));
  const held = beside.reduce((sum, { amount }) => sum + amount, 0n);
  const together = [...point.together, ...beside.map(({ high }) => high)];
  const left = holdingLimit(point.rated, together, loss, model) - held;
  const bounds = boundsInCommon([point], { loss, before }, model).map(({ each }) => each);
  const [least = 0n] = [left > 0n ? left : 0n, ...bounds].toSorted((a, b) => (a < b ? -1 : 1));
  return least;
}

/** What each of those picked may have by each jurisdiction or build that two or more have in common, held before or picked. */
function boundsInCommon(
  picked: readonly Point[],
  { loss, before = [] }: Pick<Choice, "loss" | "before">,
  model: Model,
): Bound[] {
  return [...new Set(picked.flatMap(({ traits }) => traits))].flatMap((trait): Bound[] => {
    const own = picked.filter(({ traits }) => traits.includes(trait));
    const beside = before.filter(({ traits }) => traits.includes(trait));
    if (own.length + beside.length < 2) return [];
    const highs = [...own.map(({ rated }) => rated.band.high), ...beside.map(({ high }) => high)];
    const left = inCommonCap(loss, highs, model) - beside.reduce((sum, { amount }) => sum + amount, 0n);
    const each = left > 0n ? roundDown(left / BigInt(own.length)) : 0n;
    return [{ each, bound: beside.length > 0 ? "held-already" : "in-common" }];
  });
}

function candidates(points: readonly Point[], choice: Choice, model: Model): Point[] {
  const { tolerance, days } = choice;
  const possible = points.filter(
    (point) => isComparable(point) && isTolerated(point.rated.tier, tolerance) && leftOf(point, choice, model) > 0n,
  );
  return byCost(possible, days, model);
}

/**
 * The order in which places are taken, at most {@link MOST_PARTS}: the lowest cost that shares no fate with those before it nor
 * with what is held, then one that shares none with those before it, and where there is none, the lowest that leaves at most half
 * of all on one fate. Of the first two those that leave at most half in one jurisdiction and on one build go before others. A
 * larger set holds every smaller one.
 */
function inTurn(found: readonly Point[], before: readonly HeldBefore[] = []): Point[] {
  const held = new Set(before.flatMap(({ fates }) => fates));
  const apart = found.filter(({ fates }) => !fates.some((fate) => held.has(fate)));
  const taken: Point[] = [];
  while (taken.length < MOST_PARTS) {
    const half = (taken.length + 1) / 2;
    const halfAlike = taken.length === 0 ? 1 : half;
    const next =
      nextOf(apart, taken, 1, halfAlike) ??
      nextOf(apart, taken, 1) ??
      nextOf(found, taken, 1, halfAlike) ??
      nextOf(found, taken, 1) ??
      nextOf(found, taken, half);
    if (next === undefined) break;
    taken.push(next);
  }
  return taken;
}

/** `most`: that share a fate; `mostAlike`: that have a jurisdiction or a build in common. */
function nextOf(
  found: readonly Point[],
  taken: readonly Point[],
  most: number,
  mostAlike: number = MOST_PARTS,
): Point | undefined {
  const isFit = (set: readonly Point[], { traits }: Point) =>
    fateGroups(set).every((group) => group.length <= most) &&
    traits.every((trait) => set.filter((one) => one.traits.includes(trait)).length <= mostAlike);
  return found.find((point) => !taken.includes(point) && isFit([...taken, point], point));
}

function setOf(picked: readonly Point[], choice: Choice, model: Model): ChosenSet {
  const limits = picked.map((point) => leftOf(point, choice, model));
  const { each, bound } = amountEach(picked, limits, choice, model);
  const held = picked.map(({ rated, fates }): Held => ({ amount: each, yearly: rated.band.high, fates }));
  const holdings =
    each === 0n ? [] : picked.map((point, at) => holdingOf(point, each, limits[at] ?? 0n, choice, model));
  return {
    ...{ holdings, bound },
    total: each * BigInt(picked.length),
    spread: lossSpread([...(each === 0n ? [] : held), ...heldOf(choice)], choice.days),
  };
}

const heldOf = ({ before = [] }: Choice): Held[] =>
  before.map(({ amount, high, fates }) => ({ amount, yearly: high, fates }));

const isWeak = (tier: Tier) => tier !== "A" && tier !== "B";

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
  const { before = [] } = choice;
  const bounds = picked.map((point, at): Bound => {
    const limit = limits[at] ?? 0n;
    const alone = holdingLimit(point.rated, point.together, choice.loss, model);
    return { each: limit, bound: limit < alone ? "held-already" : "limit" };
  });
  const weak = BigInt(picked.filter(({ rated }) => isWeak(rated.tier)).length);
  const weakBefore = before.reduce((sum, { tier, amount }) => (isWeak(tier) ? sum + amount : sum), 0n);
  const weakLeft = choice.loss > weakBefore ? choice.loss - weakBefore : 0n;
  if (weak > 0n)
    bounds.push({ each: roundDown(weakLeft / weak), bound: weakBefore > 0n ? "held-already" : "weak-together" });
  for (const group of fateGroups(picked)) {
    if (group.length < 2) continue;
    const cap = togetherCap(
      choice.loss,
      group.map(({ rated }) => rated.band.high),
      model,
    );
    bounds.push({ each: roundDown(cap / BigInt(group.length)), bound: "shared-fate" });
  }
  bounds.push(...boundsInCommon(picked, choice, model));
  const tightest = bounds.reduce((low, one) => (one.each < low.each ? one : low));
  const wished = choice.amount === null ? undefined : choice.amount / count;
  return wished !== undefined && wished <= tightest.each ? { each: wished, bound: "asked" } : tightest;
}
