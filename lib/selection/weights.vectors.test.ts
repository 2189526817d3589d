import { expect, test } from "vitest";
import { steadyCeiling, textbookBound } from "./ceiling.ts";
import { diceOf } from "./dice.ts";
import { tsallisWeights } from "./weights.ts";

// Of the shared vectors (CC0) one of each difficulty; `npm run conformance` runs all.
const TSALLIS: readonly { eta: number; L: readonly number[]; w: readonly number[]; x: number }[] = [
  { eta: 4, L: [0, 0], w: [0.5, 0.5], x: -Math.SQRT1_2 },
  {
    eta: 2,
    L: [25.30496595427394, 18.753175903111696],
    w: [0.017493686789730435, 0.9825063132102696],
    x: 17.74431259980179,
  },
  { eta: 0.1, L: [209598451154.30652, 456054117297.75366], w: [1.0, 6.5854032966159334e-21], x: 209598451134.30652 },
  {
    eta: 0.002,
    L: [902932.1006964892, 192326.84699818492],
    w: [1.97479358266634e-6, 0.9999980252064173],
    x: 191326.84601078666,
  },
];

test("Tsallis weights are those of 60 digits, at sums of any size", () => {
  for (const { eta, L, w, x } of TSALLIS) {
    const found = new Float64Array(L.length);
    const shift = tsallisWeights(Float64Array.from(L), L.length, eta, found);
    for (const [at, weight] of w.entries()) expect(Math.abs((found[at] ?? 0) / weight - 1)).toBeLessThan(1e-10);
    expect(Math.abs((Math.min(...L) + shift) / x - 1)).toBeLessThan(1e-10);
  }
});

test("the dice of made-up worlds are Mulberry32", () => {
  const dice = diceOf(12345);
  expect([dice(), dice(), dice()]).toEqual([0.9797282677609473, 0.3067522644996643, 0.484205421525985]);
});

test("bounds have the constants of the shared table", () => {
  const overRoot = (bound: number | undefined, extra = 0) => ((bound ?? 0) - extra) / Math.sqrt(1e6);
  expect(overRoot(textbookBound("tsallis-iw", 10, 1e6), 1)).toBeCloseTo(12.65, 2);
  expect(overRoot(textbookBound("tsallis-rv", 10, 1e6), 140 * Math.log(1e6) + 16)).toBeCloseTo(6.32, 2);
  expect(overRoot(textbookBound("exp3", 10, 1e6))).toBeCloseTo(9.6, 2);
  expect(textbookBound("dch-ix", 10, 1e6)).toBeUndefined();
  // Side observation without implicit exploration: 2·sqrt(m ln K).
  expect(steadyCeiling("dch", 20, 5)).toBeCloseTo(7.74, 2);
  expect(steadyCeiling("dch", 50, 50)).toBeCloseTo(27.97, 2);
});
