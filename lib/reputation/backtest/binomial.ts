/** Exact binomial tails and intervals. Floating point: for reports about marks, never for marks. */

/** P(X ≥ k) of n tries that each succeed with probability p. Total: k ≤ 0 gives 1, k > n gives 0. */
export function upperTail(n: number, k: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n) return 0;
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  // Summed on the shorter side of the mean, where the terms fall.
  return k > n * p ? sumUp(n, k, p) : 1 - sumUp(n, n - k + 1, 1 - p);
}

/** P(X ≤ k). */
export function lowerTail(n: number, k: number, p: number): number {
  return upperTail(n, n - k, 1 - p);
}

/** Clopper–Pearson: the probabilities that k of n do not refute, at this confidence. Of no tries: 0 to 1. */
export function exactInterval(n: number, k: number, confidence: number): { low: number; high: number } {
  const tail = (1 - confidence) / 2;
  const low = k === 0 ? 0 : rootOf((p) => upperTail(n, k, p) - tail);
  const high = k === n ? 1 : rootOf((p) => tail - lowerTail(n, k, p));
  return { low, high };
}

/** Fewest successes that refute p from above: the least k with P(X ≥ k) ≤ level. At most n + 1. */
export function fewestTooMany(n: number, p: number, level: number): number {
  let [low, high] = [0, n + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (upperTail(n, middle, p) <= level) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Σ_{i ≥ k} C(n,i) p^i (1−p)^(n−i), term by term from the largest. */
function sumUp(n: number, k: number, p: number): number {
  const odds = p / (1 - p);
  let term = Math.exp(
    logFactorial(n) - logFactorial(k) - logFactorial(n - k) + k * Math.log(p) + (n - k) * Math.log1p(-p),
  );
  let sum = 0;
  for (let at = k; at <= n && term > 0; at++) {
    sum += term;
    if (term < sum * 1e-17) break;
    term *= ((n - at) / (at + 1)) * odds;
  }
  return Math.min(1, sum);
}

/** Where a rising function of a probability crosses 0. */
function rootOf(rising: (p: number) => number): number {
  let [low, high] = [0, 1];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const SMALL = 32;
const SMALL_FACTORIALS = (() => {
  const logs = [0];
  for (let n = 1; n <= SMALL; n++) logs.push((logs[n - 1] ?? 0) + Math.log(n));
  return logs;
})();

/** ln n!, by Stirling's series with three terms above 32: wrong by less than 1e-14. */
function logFactorial(n: number): number {
  const small = SMALL_FACTORIALS[n];
  if (small !== undefined) return small;
  const series = 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5);
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + series;
}
