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
  return setOf(inTurn(candidates(points, choice, model)).slice(0, choice.parts), choice, model);
}

/** The same for one holding, two, and so on, each with one more than the last, as far as there are enough. */
export function spreadings(points: readonly Point[], choice: Choice, model: Model): ChosenSet[] {
  const found = inTurn(candidates(points, choice, model));
  return found.map((_, at) => setOf(found.slice(0, at + 1), { ...choice, parts: at + 1 }, model));
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

/**
 * The order in which places are taken, at most {@link MOST_PARTS}: the lowest cost that shares no fate with those before it, and
 * where there is none, the lowest that leaves at most half of all on one fate. A larger set holds every smaller one.
 */
function inTurn(found: readonly Point[]): Point[] {
  const taken: Point[] = [];
  while (taken.length < MOST_PARTS) {
    const next = nextOf(found, taken, 1) ?? nextOf(found, taken, (taken.length + 1) / 2);
    if (next === undefined) break;
    taken.push(next);
  }
  return taken;
}

function nextOf(found: readonly Point[], taken: readonly Point[], most: number): Point | undefined {
  return found.find(
    (point) => !taken.includes(point) && fateGroups([...taken, point]).every((group) => group.length <= most),
  );
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
