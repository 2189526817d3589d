/** What many runs of one engine in one world say together. */

export type RegretSpread = {
  readonly runs: number;
  readonly mean: number;
  /** Standard error of the mean. */
  readonly error: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** The 99 % quantile: what one run in a hundred exceeds. */
  readonly tail: number;
  readonly most: number;
};

/** 5, 50, 95 and 99 % by nearest rank. Throws RangeError for no runs. */
export function spreadOf(regrets: readonly number[]): RegretSpread {
  if (regrets.length === 0) throw new RangeError("There are no runs.");
  const sorted = [...regrets].sort((a, b) => a - b);
  const runs = sorted.length;
  const at = (share: number) => sorted[Math.min(runs - 1, Math.max(0, Math.ceil(share * runs) - 1))] ?? 0;
  const mean = sorted.reduce((sum, regret) => sum + regret, 0) / runs;
  const variance = sorted.reduce((sum, regret) => sum + (regret - mean) ** 2, 0) / Math.max(1, runs - 1);
  return {
    runs,
    mean,
    error: Math.sqrt(variance / runs),
    median: at(0.5),
    low: at(0.05),
    high: at(0.95),
    tail: at(0.99),
    most: at(1),
  };
}
