import fc from "fast-check";
import { expect, test } from "vitest";
import { exactInterval, fewestTooMany, lowerTail, upperTail } from "./binomial.ts";
import { aucOf, baseRateOf, brierBaseOf, brierOf, eceOf, MAX_BINS, reliabilityOf } from "./figures.ts";

fc.configureGlobal({ seed: 6962 });

const predictionsArb = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 1 })), { minLength: 1, maxLength: 60 })
  .map((rows) => ({ value: rows.map(([value]) => value / 8), happened: rows.map(([, happened]) => happened) }));

test("the AUC is the share of pairs in the right order, equal ones counted half", () => {
  fc.assert(
    fc.property(predictionsArb, ({ value, happened }) => {
      const of = (flag: number) => value.filter((_, at) => happened[at] === flag);
      const [yes, no] = [of(1), of(0)];
      const points = yes.flatMap((high) => no.map((low) => (high > low ? 1 : high === low ? 0.5 : 0)));
      const expected = points.length === 0 ? null : points.reduce<number>((sum, one) => sum + one, 0) / points.length;
      if (expected === null) expect(aucOf({ value, happened })).toBeNull();
      else expect(aucOf({ value, happened })).toBeCloseTo(expected, 12);
    }),
  );
});

test("a reliability curve has at most ten groups, parts no equals, and loses nobody", () => {
  fc.assert(
    fc.property(predictionsArb, (predictions) => {
      const bins = reliabilityOf(predictions);
      expect(bins.length).toBeLessThanOrEqual(MAX_BINS);
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(predictions.value.length);
      for (const [at, bin] of bins.entries())
        if (at > 0) expect(bin.predicted).toBeGreaterThan(bins[at - 1]?.predicted ?? 1);
    }),
  );
  const many = { value: Array.from({ length: 95 }, (_, at) => at), happened: Array.from({ length: 95 }, () => 0) };
  expect(reliabilityOf(many).map(({ count }) => count)).toEqual([10, 9, 10, 9, 10, 9, 10, 9, 10, 9]);
});

test("probabilities that are what happens have no error of calibration", () => {
  expect(eceOf({ value: [0.25, 0.25, 0.25, 0.25, 1], happened: [0, 1, 0, 0, 1] })).toBe(0);
  expect(eceOf({ value: [], happened: [] })).toBeNull();
});

test("binomial tails are those that are counted out", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 25 }),
      fc.integer({ min: -1, max: 27 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (n, k, p) => {
        let [sum, ways] = [0, 1];
        for (let at = 0; at <= n; at++) {
          if (at >= k) sum += ways * p ** at * (1 - p) ** (n - at);
          ways = (ways * (n - at)) / (at + 1);
        }
        expect(upperTail(n, k, p)).toBeCloseTo(Math.min(1, sum), 10);
        expect(lowerTail(n, k - 1, p) + upperTail(n, k, p)).toBeCloseTo(1, 10);
      },
    ),
  );
  // Summed with logarithms of the gamma function elsewhere.
  expect(upperTail(1_000_000, 61, 5e-5)).toBeCloseTo(0.072_155_153, 8);
});

test("an exact interval holds what the observation does not refute, and nothing else", () => {
  expect(exactInterval(20, 0, 0.9)).toEqual({ low: 0, high: expect.closeTo(1 - 0.05 ** (1 / 20), 9) });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
      const k = Math.round(n * share);
      const { low, high } = exactInterval(n, k, 0.9);
      if (k > 0) expect(upperTail(n, k, low)).toBeCloseTo(0.05, 6);
      if (k < n) expect(lowerTail(n, k, high)).toBeCloseTo(0.05, 6);
      const many = fewestTooMany(n, share, 0.025);
      expect(upperTail(n, many, share)).toBeLessThanOrEqual(0.025);
      if (many > 0) expect(upperTail(n, many - 1, share)).toBeGreaterThan(0.025);
    }),
  );
});

test("tails of many tries are those of sums in whole numbers, on both sides of the mean", () => {
  /** In 2^-200ths, by whole numbers alone: p = a / 1000. */
  const exactTail = (n: number, k: number, a: number) => {
    let [sum, ways] = [0n, 1n];
    for (let at = 0; at <= n; at++) {
      if (at >= k) sum += ways * BigInt(a) ** BigInt(at) * BigInt(1_000 - a) ** BigInt(n - at);
      ways = (ways * BigInt(n - at)) / BigInt(at + 1);
    }
    return Number((sum << 200n) / 1_000n ** BigInt(n)) / 2 ** 200;
  };
  for (const [n, k, a] of [
    [31, 3, 80],
    [33, 30, 900],
    [34, 2, 20],
    [100, 8, 80],
    [100, 9, 80],
    [250, 40, 120],
    [400, 3, 20],
    [400, 399, 990],
  ] as const) {
    const exact = exactTail(n, k, a);
    expect(upperTail(n, k, a / 1_000) / exact, `${n} ${k} ${a}`).toBeCloseTo(1, 11);
    expect(lowerTail(n, k, a / 1_000), `${n} ${k} ${a}`).toBeCloseTo(1 - exactTail(n, k + 1, a), 12);
  }
  expect([
    upperTail(5, 0, 0),
    upperTail(5, 1, 0),
    upperTail(5, 5, 1),
    upperTail(5, 6, 1),
    lowerTail(5, 5, 0.2),
  ]).toEqual([1, 0, 1, 0, 1]);
  expect([fewestTooMany(10, 0, 0.05), fewestTooMany(3, 0.9, 0.01), fewestTooMany(500, 0.08, 0.04)]).toEqual([1, 4, 52]);
});

test("an exact interval is known to nine digits, and a share that none or all had is open to its end", () => {
  const interval = (n: number, k: number) =>
    Object.values(exactInterval(n, k, 0.9)).map((end) => Number(end.toFixed(9)));
  // Clopper and Pearson's, by the quantiles of the beta distribution: of none of 10 it is 1 − 0.05^(1/10).
  expect(interval(10, 0)).toEqual([0, Number((1 - 0.05 ** 0.1).toFixed(9))]);
  expect(interval(10, 10)).toEqual([Number((0.05 ** 0.1).toFixed(9)), 1]);
  expect(interval(2, 1)).toEqual([Number((1 - 0.95 ** 0.5).toFixed(9)), Number((0.95 ** 0.5).toFixed(9))]);
  expect(exactInterval(0, 0, 0.9)).toEqual({ low: 0, high: 1 });
});

test("figures are those that are reckoned by hand", () => {
  const of = { value: [0.1, 0.4, 0.4, 0.9], happened: [0, 1, 0, 1] };
  expect([baseRateOf(of), brierBaseOf(of)]).toEqual([0.5, 0.25]);
  expect(brierOf(of)).toBeCloseTo((0.01 + 0.36 + 0.16 + 0.01) / 4, 12);
  expect(aucOf(of)).toBe(3.5 / 4);
  expect(reliabilityOf(of)).toEqual([
    { count: 1, predicted: 0.1, observed: 0 },
    { count: 2, predicted: 0.4, observed: 0.5 },
    { count: 1, predicted: 0.9, observed: 1 },
  ]);
  expect(eceOf(of)).toBeCloseTo((0.1 + 2 * 0.1 + 0.1) / 4, 12);
  const none = { value: [], happened: [] };
  expect([baseRateOf(none), brierOf(none), brierBaseOf(none), aucOf(none)]).toEqual([null, null, null, null]);
  expect([aucOf({ value: [1, 2], happened: [1, 1] }), aucOf({ value: [1, 2], happened: [0, 0] })]).toEqual([
    null,
    null,
  ]);
});
