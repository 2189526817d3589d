/**
 * Arithmetic of marks: safe integers only, so that every engine gives the same bits. `%` and a division that leaves no
 * remainder are exact for integers up to 2^53 − 1; nothing else is used, no `Math`.
 */

/** Fixed point of masses, decays and evidence: 2^16 is one. */
export const ONE = 65_536;

/** n / d rounded down. n ≥ 0, d > 0, both safe integers. */
export function divFloor(n: number, d: number): number {
  return (n - (n % d)) / d;
}

/** n / d rounded to the nearest integer, halves away from zero. n ≥ 0, d > 0, n + d ≤ 2^53 − 1. */
export function divRound(n: number, d: number): number {
  const rest = n % d;
  return (n - rest) / d + (rest >= d - rest ? 1 : 0);
}

export function clamp(value: number, least: number, most: number): number {
  if (value < least) return least;
  if (value > most) return most;
  return value;
}

/** Whole numbers that may be large: masses and points, one place for each item. */
export type Column = Float64Array;

/** A column of values by place. A plain loop: `Float64Array.from` with a function takes ten times as long. */
export function columnOf(length: number, valueAt: (at: number) => number): Column {
  const column = new Float64Array(length);
  for (let at = 0; at < length; at++) column[at] = valueAt(at);
  return column;
}

/**
 * Shares `total` out in proportion to the weights, exactly: each its quota rounded down, then one more for those with
 * the largest remainders; of equal remainders the earlier ones. Sums to `total`, unless all weights are 0: then all
 * shares are. Integers ≥ 0; total × weight ≤ 2^53 − 1.
 */
export function shareOut(total: number, weights: Column): Column {
  const shares = new Float64Array(weights.length);
  const sum = sumOf(weights);
  if (sum === 0 || total === 0) return shares;
  const remainders = new Float64Array(weights.length);
  let left = total;
  for (let at = 0; at < weights.length; at++) {
    const product = total * (weights[at] ?? 0);
    const remainder = product % sum;
    const share = (product - remainder) / sum;
    shares[at] = share;
    remainders[at] = remainder;
    left -= share;
  }
  if (left > 0) giveRest(shares, remainders, left);
  return shares;
}

/** One more for each of the `left` largest remainders, ties by place. */
function giveRest(shares: Column, remainders: Column, left: number): void {
  const least = largest(remainders.slice(), left);
  let ties = left;
  for (const remainder of remainders) if (remainder > least) ties -= 1;
  for (let at = 0; at < shares.length; at++) {
    const remainder = remainders[at] ?? 0;
    if (remainder < least || (remainder === least && ties <= 0)) continue;
    if (remainder === least) ties -= 1;
    shares[at] = (shares[at] ?? 0) + 1;
  }
}

/** The `rank`-th largest value, 1 ≤ rank ≤ length (Hoare's selection). Disturbs the column. */
function largest(values: Column, rank: number): number {
  let [low, high] = [0, values.length - 1];
  const place = values.length - rank;
  while (low < high) {
    const pivot = values[divFloor(low + high, 2)] ?? 0;
    let [left, right] = [low, high];
    while (left <= right) {
      while ((values[left] ?? 0) < pivot) left += 1;
      while ((values[right] ?? 0) > pivot) right -= 1;
      if (left > right) break;
      const kept = values[left] ?? 0;
      values[left] = values[right] ?? 0;
      values[right] = kept;
      left += 1;
      right -= 1;
    }
    if (place <= right) high = right;
    else if (place >= left) low = left;
    else break;
  }
  return values[place] ?? 0;
}

export function sumOf(values: Column | readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] ?? 0;
  return sum;
}

/** The smaller of two. */
export function least(a: number, b: number): number {
  if (a < b) return a;
  return b;
}
