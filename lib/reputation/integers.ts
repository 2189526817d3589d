/**
 * Arithmetic of marks: safe integers only, so that every engine gives the same bits. `%` and a division that leaves no
 * remainder are exact for integers up to 2^53 − 1; nothing else is used, no `Math`.
 */

/** Fixed point of masses, decays and evidence: 2^16 is one. */
export const ONE = 65_536;

/**
 * n / d rounded down. n ≥ 0, d > 0, both safe integers.
 *
 * The division of doubles is rounded, but never up to an integer that n / d does not reach: the next one is 1 / d away
 * or more, and half a unit in the last place is less for every n up to 2^53. So cutting it off is exact, and several
 * times faster than `%` where numbers pass 31 bits.
 */
export function divFloor(n: number, d: number): number {
  const quotient = n / d;
  return quotient < 2 ** 31 ? quotient | 0 : (n - (n % d)) / d;
}

/** n / d rounded to the nearest integer, halves away from zero. n ≥ 0, d > 0, n + d ≤ 2^53 − 1. */
export function divRound(n: number, d: number): number {
  const whole = divFloor(n, d);
  const rest = n - whole * d;
  return rest >= d - rest ? whole + 1 : whole;
}

export function clamp(value: number, least: number, most: number): number {
  if (value < least) return least;
  if (value > most) return most;
  return value;
}

/** Whole numbers that may be large: masses and points, one place for each item. */
export type Column = readonly number[];

/** A column of values by place. */
export function columnOf(length: number, valueAt: (at: number) => number): number[] {
  const column = new Array<number>(length).fill(0);
  for (let at = 0; at < length; at++) column[at] = valueAt(at);
  return column;
}

/**
 * Shares `total` out in proportion to the weights, exactly: each its quota rounded down, then one more for those with
 * the largest remainders; of equal remainders the earlier ones. Sums to `total`, unless all weights are 0: then all
 * shares are. Integers ≥ 0; total × weight ≤ 2^53 − 1.
 */
export function shareOut(total: number, weights: Column): number[] {
  const shares = new Array<number>(weights.length).fill(0);
  const sum = sumOf(weights);
  if (sum === 0 || total === 0) return shares;
  const remainders = new Array<number>(weights.length).fill(0);
  let left = total;
  for (let at = 0; at < weights.length; at++) {
    const product = total * (weights[at] ?? 0);
    const share = divFloor(product, sum);
    shares[at] = share;
    remainders[at] = product - share * sum;
    left -= share;
  }
  if (left > 0) giveRest(shares, remainders, left);
  return shares;
}

/** One more for each of the `left` largest remainders, ties by place. */
function giveRest(shares: number[], remainders: Column, left: number): void {
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
function largest(values: number[], rank: number): number {
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

export function sumOf(values: Column): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] ?? 0;
  return sum;
}

/** The smaller of two. */
export function least(a: number, b: number): number {
  if (a < b) return a;
  return b;
}
