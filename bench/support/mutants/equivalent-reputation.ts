/** Of lib/reputation. */
import type { Equivalent } from "./equivalent-type.ts";

export const IN_REPUTATION: readonly Equivalent[] = [
  {
    file: "lib/reputation/voices.ts",
    line: "for (let at = 0; at < masses.length; at++) {",
    change: "< → <=",
    because: "Behind the last mass there is nothing to add.",
  },
  {
    file: "lib/reputation/voices.ts",
    line: "if (sumOf(values) === value) continue;",
    change: "continue; → ;",
    because: "Shared out anew, each gets what it had.",
  },
  {
    file: "lib/reputation/backtest/calibration.ts",
    line: "least: probabilities.reduce((least, probability) => Math.min(least, probability), 1),",
    change: "1 → 2",
    because: "No probability is above 1, and there is one.",
  },
  {
    file: "lib/reputation/backtest/rated-target.ts",
    line: "for (let at = said.length - 1; at >= 0 && said[at]?.day === day; at--) {",
    change: "1 → 2",
    because: "What is not joined is summed by itself.",
  },
  {
    file: "lib/reputation/backtest/ratings.ts",
    line: "this.#takeRating(cells, line, this.#places ?? placesOf(RATING_COLUMNS));",
    change: "this.#places ?? placesOf(RATING_COLUMNS) → this.#places",
    because: "The first line has settled the places.",
  },
  {
    file: "lib/reputation/backtest/ratings.ts",
    line: "#time = new Float64Array(1024);",
    change: "1024 → 1025",
    because: "Room that is not needed.",
  },
  {
    file: "lib/reputation/backtest/binomial.ts",
    line: "if (term < sum * 1e-17) break;",
    change: "break; → ;",
    because: "What is added after it changes no digit.",
  },
  {
    file: "lib/reputation/backtest/binomial.ts",
    line: "for (let round = 0; round < 60; round++) {",
    change: "< → <=",
    because: "One halving more of 2^-60.",
  },
  {
    file: "lib/reputation/conduct.ts",
    line: "for (let at = 0; at < points.length; at++) bars[at] = (bars[at] ?? 0) + (points[at] ?? 0);",
    change: "< → <=",
    because: "A bar of nothing behind the last, which no item has.",
  },
  {
    file: "lib/reputation/faults.ts",
    line: "if (told > own) beyond += told - own;",
    change: "> → >=",
    because: "Of equals nothing is added.",
  },
  {
    file: "lib/reputation/make/numerics.ts",
    line: "for (let odd = 1; odd < 60; odd += 2) {",
    change: "< → <=",
    because: "Sixty is even.",
  },
  {
    file: "lib/reputation/make/numerics.ts",
    line: "for (; mantissa < 2 / 3; doublings--) mantissa *= 2;",
    change: "< → <=",
    because: "No number of a table is two thirds of a power of two.",
  },
  {
    file: "lib/reputation/market/choose.ts",
    line: "const [least = 0n] = [left > 0n ? left : 0n, ...bounds].toSorted((a, b) => (a < b ? -1 : 1));",
    change: "1 → 2",
    because: "A sort asks for the sign only.",
  },
  {
    file: "lib/reputation/market/choose.ts",
    line: 'if (count === 0n) return { each: 0n, bound: "nothing-fits" };',
    change: "0n → 1n",
    because: "Nobody has each.",
  },
  {
    file: "lib/reputation/survival.ts",
    line: "let [sum, power] = [0n, t];",
    change: "0n → 1n",
    because: "One of 2^96 parts, far behind the last digit.",
  },
  {
    file: "lib/reputation/tier.ts",
    line: "return lowering.toSorted((a, b) => a.day - b.day || RANK[b.tier] - RANK[a.tier] || (a.of < b.of ? -1 : 1))[0] ?? null;",
    change: "1 → 2",
    because: "A sort asks for the sign only.",
  },
  {
    file: "lib/reputation/ways-up.ts",
    line: "const last = items.reduce((newest, { entry }) => (entry > newest ? entry : newest), 0);",
    change: "0 → 1",
    because: "What is ahead stands behind all there is, one place further or not.",
  },
  {
    file: "lib/reputation/rules/tier-rules.ts",
    line: `["E", \`\${percentOfPpm(worst?.below ?? 0)} and above\`],`,
    change: "worst?.below ?? 0 → worst?.below",
    because: "A model has four tiers: it is refused else.",
  },
  {
    file: "lib/reputation/make/make-model.ts",
    line: "if (right === undefined || left === undefined) return (right ?? FAULT_KNOTS.at(-1) ?? [0, 0])[1];",
    change: "0 → 1",
    because: "There is a last knot.",
  },
  {
    file: "lib/reputation/survival.ts",
    line: "for (let n = 1n; term !== 0n && n < 200n; n++) {",
    change: "&& → ||",
    because: "Further terms are nothing.",
  },
  {
    file: "lib/reputation/backtest/calibration.ts",
    line: 'if (upperTail(row.forecasts, row.failed, row.mean) <= OPTIMISTIC_LEVEL) return "too-optimistic";',
    change: "<= → <",
    because: "No tail is that very number.",
  },
];
