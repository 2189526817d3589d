/**
 * The conduct score tried on a public trust network, in the order of time: each rating is predicted from those before
 * it, and learnt only when all of its instant are predicted. The first 30 % are not graded. Bad is a negative rating.
 */
import { startOf } from "../conduct.ts";
import type { Model } from "../model.ts";
import { tierOfBand } from "../tier.ts";
import { type Calibration, calibrationRows, type Finished } from "./calibration.ts";
import { aucOf, baseRateOf, brierBaseOf, brierOf, eceOf, type ReliabilityBin, reliabilityOf } from "./figures.ts";
import { RatedTarget, ratingMass } from "./rated-target.ts";
import type { Ratings } from "./ratings.ts";
import { fitScoreTable, probabilityAt, weightsOf } from "./score-table.ts";

const BURN_IN = 0.3;
const DAY_S = 86_400;
/** The table is made anew so often within a file, and not before so many further ratings. */
const REFITS = 300;
const MIN_BETWEEN_REFITS = 50;
/** Half of the table's weight lies in the newest twelfth of the file, or in the newest so many ratings. */
const HALF_LIFE_PART = 12;
const MIN_HALF_LIFE = 3_000;

/** Null: there is nothing to grade, or (of an AUC) all graded ratings are good, or all bad. */
export type Replay = {
  readonly rows: number;
  readonly graded: number;
  /** Share of bad ratings among the graded. */
  readonly baseRate: number | null;
  readonly aucScore: number | null;
  readonly aucProbability: number | null;
  readonly brier: number | null;
  /** Of always predicting the base rate, which nobody knew in advance. */
  readonly brierBase: number | null;
  /** Over {@link curve}. */
  readonly ece: number | null;
  readonly curve: readonly ReliabilityBin[];
  /** Graded ratings of targets that nobody had rated: their scores are all the same. */
  readonly unseen: number;
  /** Graded ratings by the tier of their probability. Ratings of one target are not independent: intervals are too narrow. */
  readonly byTier: Pick<Calibration, "tiers" | "all">;
};

/** How much of the work is done, from 0 to 1, about a hundred times. */
export type OnShare = (share: number) => void;

/** Ratings in the order of time ({@link Ratings}). Deterministic. Total. */
export function replayRatings(ratings: Ratings, model: Model, onShare: OnShare = () => undefined): Replay {
  const { score, unseen } = scoresBefore(ratings, model, (share) => onShare(share / 2));
  const isBad = Uint8Array.from({ length: ratings.count }, (_, at) => ((ratings.rating[at] ?? 0) < 0 ? 1 : 0));
  const first = firstGraded(ratings);
  const probability = probabilitiesBefore(ratings, { score, isBad, first }, (share) => onShare((1 + share) / 2));
  const graded = { value: probability.subarray(first), happened: isBad.subarray(first) };
  // The lower the score, the likelier a bad rating.
  const risk = score.subarray(first).map((points) => -points);
  return {
    rows: ratings.count,
    graded: ratings.count - first,
    baseRate: baseRateOf(graded),
    aucScore: aucOf({ value: risk, happened: graded.happened }),
    aucProbability: aucOf(graded),
    brier: brierOf(graded),
    brierBase: brierBaseOf(graded),
    ece: eceOf(graded),
    curve: reliabilityOf(graded),
    unseen: unseen.subarray(first).reduce((sum, flag) => sum + flag, 0),
    byTier: calibrationRows(finishedOf(graded, model)),
  };
}

function finishedOf({ value, happened }: { value: Float64Array; happened: Uint8Array }, model: Model): Finished[] {
  return Array.from(value, (probability, at) => {
    const tier = tierOfBand({ high: Math.round(probability * 1_000_000) }, model);
    return { tier: tier === "unrated" ? "E" : tier, probability, failed: happened[at] === 1 };
  });
}

/** Tells shares of a work of `count` steps, not more than fifty times. */
function teller(count: number, onShare: OnShare): (at: number) => void {
  let next = 0;
  return (at) => {
    if (at < next) return;
    next = at + count / 50;
    onShare(at / Math.max(1, count));
  };
}

/** The first place after the burn-in. An instant is never cut in two: its ratings are all graded, or none is. */
function firstGraded({ count, time }: Ratings): number {
  let first = Math.floor(count * BURN_IN);
  while (first > 0 && first < count && time[first] === time[first - 1]) first += 1;
  return first;
}

/** The end of the instant that begins at a place. */
function endOfInstant({ count, time }: Ratings, from: number): number {
  let to = from + 1;
  while (to < count && time[to] === time[from]) to += 1;
  return to;
}

/** For each place, where its instant begins. */
function instantsOf(ratings: Ratings): Int32Array {
  const instant = new Int32Array(ratings.count);
  for (let from = 0; from < ratings.count; ) {
    const to = endOfInstant(ratings, from);
    instant.fill(from, from, to);
    from = to;
  }
  return instant;
}

/** Score of each rating's target just before its instant, and whether nobody had rated it by then. */
function scoresBefore(ratings: Ratings, model: Model, onShare: OnShare): { score: Float64Array; unseen: Uint8Array } {
  const tell = teller(ratings.count, onShare);
  const targets = new Map<number, RatedTarget>();
  const score = new Float64Array(ratings.count);
  const unseen = new Uint8Array(ratings.count);
  const start = startOf(model);
  for (let from = 0; from < ratings.count; ) {
    tell(from);
    const to = endOfInstant(ratings, from);
    const day = Math.floor((ratings.time[from] ?? 0) / DAY_S);
    for (let at = from; at < to; at++) {
      const known = targets.get(ratings.target[at] ?? 0);
      score[at] = known?.score(day) ?? start;
      unseen[at] = known === undefined ? 1 : 0;
    }
    for (let at = from; at < to; at++) learn(targets, ratings, { at, day, model });
    from = to;
  }
  return { score, unseen };
}

type Learnt = { readonly at: number; readonly day: number; readonly model: Model };

function learn(targets: Map<number, RatedTarget>, ratings: Ratings, { at, day, model }: Learnt): void {
  const target = ratings.target[at] ?? 0;
  const rating = ratings.rating[at] ?? 0;
  const known = targets.get(target) ?? new RatedTarget(model);
  targets.set(target, known);
  known.add(rating < 0, ratings.source[at] ?? 0, day, ratingMass(rating, ratings.maxRating));
}

type Scored = { readonly score: Float64Array; readonly isBad: Uint8Array; readonly first: number };

/** Probability of each graded rating by a table that knew only ratings of earlier instants; 0 before the first. */
function probabilitiesBefore(ratings: Ratings, { score, isBad, first }: Scored, onShare: OnShare): Float64Array {
  const { count } = ratings;
  const tell = teller(count, onShare);
  const order = Int32Array.from({ length: count }, (_, at) => at).sort(
    (a, b) => (score[a] ?? 0) - (score[b] ?? 0) || a - b,
  );
  const every = Math.max(MIN_BETWEEN_REFITS, Math.floor(count / REFITS));
  const weights = weightsOf(Math.max(MIN_HALF_LIFE, count / HALF_LIFE_PART), count);
  const probability = new Float64Array(count);
  const instant = instantsOf(ratings);
  let table = fitScoreTable({ score, isBad, order, until: first, instant, weights });
  let fitted = first;
  for (let from = first; from < count; ) {
    tell(from);
    if (from - fitted >= every) {
      table = fitScoreTable({ score, isBad, order, until: from, instant, weights });
      fitted = from;
    }
    const to = endOfInstant(ratings, from);
    for (let at = from; at < to; at++) probability[at] = probabilityAt(table, score[at] ?? 0);
    from = to;
  }
  return probability;
}
