/**
 * How good predictions of yes and no were: AUC, Brier score, expected calibration error, reliability curve.
 *
 * Floating point: these are reports about marks, never marks.
 */

/** What was predicted and what came. `value`: a probability, or any number that grows with it where only order counts. */
export type Predictions = {
  readonly value: ArrayLike<number>;
  /** 1: it happened, 0: it did not. As long as `value`. */
  readonly happened: ArrayLike<number>;
};

/** One group of predictions of about the same probability. */
export type ReliabilityBin = {
  readonly count: number;
  /** Mean of what was predicted. */
  readonly predicted: number;
  /** Share that happened. */
  readonly observed: number;
};

/** Most groups of a reliability curve. */
export const MAX_BINS = 10;

/**
 * Chance that one that happened was predicted higher than one that did not; equal predictions count half
 * (Mann–Whitney with mid-ranks). Null when all happened, or none.
 */
export function aucOf({ value, happened }: Predictions): number | null {
  const order = orderOf(value);
  let rankSum = 0;
  let positives = 0;
  for (let from = 0; from < order.length; ) {
    const to = endOfTie(order, value, from);
    const midRank = (from + to + 1) / 2;
    for (let at = from; at < to; at++) {
      if (happened[order[at] ?? 0] !== 1) continue;
      rankSum += midRank;
      positives += 1;
    }
    from = to;
  }
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return null;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Share that happened; null of nothing. */
export function baseRateOf({ happened }: Pick<Predictions, "happened">): number | null {
  if (happened.length === 0) return null;
  let sum = 0;
  for (let at = 0; at < happened.length; at++) sum += happened[at] ?? 0;
  return sum / happened.length;
}

/** Mean squared distance of probability and outcome; null of nothing. */
export function brierOf({ value, happened }: Predictions): number | null {
  if (value.length === 0) return null;
  let sum = 0;
  for (let at = 0; at < value.length; at++) sum += ((value[at] ?? 0) - (happened[at] ?? 0)) ** 2;
  return sum / value.length;
}

/** Brier score of always predicting the share that came to be: r·(1 − r). Null of nothing. */
export function brierBaseOf(predictions: Pick<Predictions, "happened">): number | null {
  const rate = baseRateOf(predictions);
  return rate === null ? null : rate * (1 - rate);
}

/** At most {@link MAX_BINS} groups of equal count, from low to high; equal predictions always stand in one group. */
export function reliabilityOf({ value, happened }: Predictions): ReliabilityBin[] {
  const order = orderOf(value);
  const bins: ReliabilityBin[] = [];
  for (let from = 0; from < order.length; ) {
    const share = order.length / MAX_BINS;
    const wanted = Math.ceil(share * Math.floor(from / share + 1 + 1e-9));
    const to = endOfTie(order, value, Math.min(order.length, Math.max(from + 1, wanted)) - 1);
    bins.push(binOf(order.subarray(from, to), { value, happened }));
    from = to;
  }
  return bins;
}

/** Expected calibration error over the groups of {@link reliabilityOf}, weighted by count; null of nothing. */
export function eceOf(predictions: Predictions): number | null {
  const bins = reliabilityOf(predictions);
  if (bins.length === 0) return null;
  let sum = 0;
  for (const { count, predicted, observed } of bins) sum += count * Math.abs(predicted - observed);
  return sum / predictions.value.length;
}

function binOf(places: Int32Array, { value, happened }: Predictions): ReliabilityBin {
  let [predicted, observed] = [0, 0];
  for (const place of places) {
    predicted += value[place] ?? 0;
    observed += happened[place] ?? 0;
  }
  return { count: places.length, predicted: predicted / places.length, observed: observed / places.length };
}

function orderOf(value: ArrayLike<number>): Int32Array {
  return Int32Array.from({ length: value.length }, (_, at) => at).sort(
    (a, b) => (value[a] ?? 0) - (value[b] ?? 0) || a - b,
  );
}

/** The place after the last one whose value equals that at `at`. */
function endOfTie(order: Int32Array, value: ArrayLike<number>, at: number): number {
  const tied = value[order[at] ?? 0];
  let to = at + 1;
  while (to < order.length && value[order[to] ?? 0] === tied) to += 1;
  return to;
}
