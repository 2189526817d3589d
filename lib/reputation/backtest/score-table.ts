/**
 * The table from score to probability, made anew from past predictions only: groups of about equal weight, made monotone
 * (a higher score never means a higher risk), each shrunk a little to the recent base rate.
 *
 * Recent predictions weigh more, since the share of bad ratings drifts: on one public network it grew fourfold.
 */

/** Groups before they are made monotone; equal scores always stand in one. */
const GROUPS = 50;
/** Predictions that each group is assumed to have seen at the base rate. */
const SHRINK = 2;
/** Predictions older than so many half-lives are left out: they would weigh less than a thousandth. */
const HALF_LIVES = 10;
/** Before anything was seen, as the model assumes of failures (8 % a year). */
const PRIOR_RATE = 0.08;

/** Ascending scores, each the highest of its group. */
export type ScoreTable = { readonly highest: readonly number[]; readonly probability: readonly number[] };

type Group = { highest: number; weight: number; bad: number };

export type Past = {
  readonly score: ArrayLike<number>;
  readonly isBad: ArrayLike<number>;
  /** All places in the order of score, later ones too: they are passed over. */
  readonly order: Int32Array;
  /** Places before this one are the past. */
  readonly until: number;
  /** First place of each place's instant: what came at one instant weighs the same. */
  readonly instant: Int32Array;
  /** Weight by age in predictions, as {@link weightsOf} gives it. */
  readonly weights: Float64Array;
};

/**
 * What a prediction weighs after so many further ones, `most` at most: half after each half-life, nothing after
 * {@link HALF_LIVES}.
 */
export function weightsOf(halfLife: number, most: number): Float64Array {
  const weights = new Float64Array(Math.min(most, Math.ceil(halfLife * HALF_LIVES)));
  for (let age = 0; age < weights.length; age++) weights[age] = 2 ** (-age / halfLife);
  return weights;
}

/** The table of everything before `until`; with no past, the prior for every score. */
export function fitScoreTable(past: Past): ScoreTable {
  const { groups, weight, bad } = groupsOf(past);
  if (groups.length === 0) return { highest: [0], probability: [PRIOR_RATE] };
  const base = bad / weight;
  const shrunk = (group: Group) => (group.bad + SHRINK * base) / (group.weight + SHRINK);
  const monotone = pooled(groups, shrunk);
  return { highest: monotone.map(({ highest }) => highest), probability: monotone.map(shrunk) };
}

/** Of the first group whose highest score is not below this one; of the last group beyond all. */
export function probabilityAt({ highest, probability }: ScoreTable, score: number): number {
  let [low, high] = [0, highest.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (score <= (highest[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return probability[low] ?? PRIOR_RATE;
}

function groupsOf({ score, isBad, order, until, instant, weights }: Past) {
  const weightOf = (place: number) => weights[until - 1 - (instant[place] ?? 0)];
  let [weight, bad] = [0, 0];
  for (let place = 0; place < until; place++) weight += weightOf(place) ?? 0;
  const groups: Group[] = [];
  let last: Group | undefined;
  for (const place of order) {
    const own = place < until ? weightOf(place) : undefined;
    if (own === undefined) continue;
    const value = score[place] ?? 0;
    if (last === undefined || (value !== last.highest && last.weight >= weight / GROUPS)) {
      last = { highest: value, weight: 0, bad: 0 };
      groups.push(last);
    }
    last.highest = value;
    last.weight += own;
    if (isBad[place] !== 1) continue;
    last.bad += own;
    bad += own;
  }
  return { groups, weight, bad };
}

/** Neighbours whose rates stand in the wrong order become one (pool adjacent violators). */
function pooled(groups: readonly Group[], rate: (group: Group) => number): Group[] {
  const kept: Group[] = [];
  for (const group of groups) {
    let last = { ...group };
    for (let before = kept.at(-1); before !== undefined && rate(last) > rate(before); before = kept.at(-1)) {
      kept.pop();
      last = { highest: last.highest, weight: last.weight + before.weight, bad: last.bad + before.bad };
    }
    kept.push(last);
  }
  return kept;
}
