/**
 * The chance that v users who check, out of n, find at least one of k accounts that were dropped: 1 − C(n−k, v) / C(n, v).
 * It holds for users who check independently of which accounts were dropped; an operator that knows who checks does better.
 */

/** Millionths, rounded down, so that nothing below certainty is shown as certain. */
export const CHANCE_UNIT = 1_000_000;

/** Bits of the fixed point: the error of 2^32 steps stays far below a millionth. */
const SCALE_BITS = 96n;

/**
 * In millionths, rounded down. `n` accounts, `v` of them checked (distinct), `k` dropped; v and k above n count as n.
 * Fixed point on integers, the same everywhere: C(n−k, v) / C(n, v) is the product over i < min(v, k) of
 * (n − max(v, k) − i) / (n − i), each step rounded up. Total for whole numbers from 0.
 */
export function detectionChance(n: number, v: number, k: number): number {
  const [few, many] = [Math.min(v, k, n), Math.min(Math.max(v, k), n)];
  if (few === 0) return 0;
  if (few + many > n) return CHANCE_UNIT;
  const one = 1n << SCALE_BITS;
  let missed = one;
  for (let i = 0; i < few; i++) {
    const over = BigInt(n - i);
    missed = (missed * BigInt(n - many - i) + over - 1n) / over;
    // Below a millionth of the unit nothing changes what is shown; long products end here.
    if (missed < one >> 64n) break;
  }
  const found = ((one - missed) * BigInt(CHANCE_UNIT)) >> SCALE_BITS;
  return Number(found < 0n ? 0n : found);
}

/** The smallest number of dropped accounts that is found with at least the chance, by v checks; undefined: with none. */
export function foundWith(n: number, v: number, millionths: number): number | undefined {
  if (v === 0 || n === 0 || detectionChance(n, v, n) < millionths) return undefined;
  let [low, high] = [1, n];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (detectionChance(n, v, middle) >= millionths) high = middle;
    else low = middle + 1;
  }
  return low;
}
