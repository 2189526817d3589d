/** "I need …, losing so much would not hurt me": three answers, each with the most to keep there, for how long, and why. */
import { holdingLimit, prepayDays } from "../limits.ts";
import type { Model } from "../model.ts";
import { byCost, choiceOf, type Taste } from "./cost.ts";
import { byPrice, isComparable, type Point } from "./point.ts";

/**
 * `least-cost`: lowest price plus expected loss within what is tolerated. `safest` and `cheapest`: of all
 * rated that have a limit above nothing. `next`: the next lowest price plus expected loss. `too-little-known`: unrated, where nothing rated is left.
 */
export const ANSWER_REASONS = ["least-cost", "safest", "cheapest", "next", "too-little-known"] as const;
export type AnswerReason = (typeof ANSWER_REASONS)[number];

export type MarketAnswer = {
  readonly point: Point;
  readonly reasons: readonly AnswerReason[];
  /** Millionths, rounded down to two digits; above 0. */
  readonly limit: bigint;
  readonly prepayDays: number;
};

const MOST = 3;

/** At most three, different ones. Nothing is an answer where no money may lie. `loss`: millionths. */
export function answersTo(
  points: readonly Point[],
  ask: Taste & { readonly loss: bigint },
  model: Model,
): MarketAnswer[] {
  const limitOf = ({ rated, together }: Point) => holdingLimit(rated, together, ask.loss, model);
  const possible = points.filter((point) => limitOf(point) > 0n);
  const rated = possible.filter(isComparable);
  const found = new Map<Point, AnswerReason[]>();
  const add = (point: Point | undefined, reason: AnswerReason) => {
    if (point === undefined) return;
    const known = found.get(point);
    if (known !== undefined) known.push(reason);
    else if (found.size < MOST) found.set(point, [reason]);
  };
  add(choiceOf(rated, ask, model), "least-cost");
  add(rated.toSorted(bySafety)[0], "safest");
  add(rated.toSorted(byPrice)[0], "cheapest");
  const isNew = (point: Point) => !found.has(point);
  for (const point of apartFirst(byCost(rated, ask.days, model), [...found.keys()]))
    if (isNew(point)) add(point, "next");
  for (const point of possible.toSorted(byPrice)) if (!isComparable(point)) add(point, "too-little-known");
  return [...found].map(([point, reasons]) => ({
    ...{ point, reasons, limit: limitOf(point) },
    prepayDays: prepayDays(point.rated, model),
  }));
}

/** By rising risk, then price. */
function bySafety(a: Point, b: Point): number {
  return a.rated.band.high - b.rated.band.high || byPrice(a, b);
}

/** Those that share no fate with what was found before those that do: a second answer is a way out of the first. */
function apartFirst(points: readonly Point[], found: readonly Point[]): Point[] {
  const taken = new Set(found.flatMap(({ fates }) => fates));
  const isApart = ({ fates }: Point) => !fates.some((fate) => taken.has(fate));
  return [...points.filter(isApart), ...points.filter((point) => !isApart(point))];
}
