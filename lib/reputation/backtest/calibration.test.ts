import fc from "fast-check";
import { expect, test } from "vitest";
import { lowerTail, upperTail } from "./binomial.ts";
import { calibrate, type Forecast, MIN_FINISHED } from "./calibration.ts";

fc.configureGlobal({ seed: 6962 });

const DAY = 20_000;
const YEAR = 365;

/** So many forecasts of one probability made on one day, the first `failed` of them come true half a year later. */
function forecasts(count: number, failed: number, facts: Partial<Forecast> = {}): Forecast[] {
  return Array.from({ length: count }, (_, at) => ({
    provider: `${facts.tier ?? "C"}-${at}`,
    day: DAY,
    tier: "C",
    ppm: 80_000,
    failedDay: at < failed ? DAY + 180 : null,
    leftDay: null,
    ...facts,
  }));
}

const verdictOf = (list: Forecast[]) => calibrate(list, DAY + YEAR).tiers.find(({ tier }) => tier === "C")?.verdict;

test("as many as announced is as expected, twice as many too optimistic, hardly any too cautious", () => {
  expect(verdictOf(forecasts(500, 40))).toBe("as-expected");
  expect(verdictOf(forecasts(500, 80))).toBe("too-optimistic");
  expect(verdictOf(forecasts(500, 15))).toBe("too-cautious");
});

test("nothing is said while a doubled rate would hardly be found out, whatever was seen", () => {
  expect(verdictOf([])).toBe("too-few-to-tell");
  for (const failed of [0, 1, 5]) expect(verdictOf(forecasts(5, failed))).toBe("too-few-to-tell");
  expect(verdictOf(forecasts(500, 0, { ppm: 1_000 }))).toBe("too-few-to-tell");
  const { power } = calibrate(forecasts(41, 3), DAY + YEAR).all;
  expect(power).toBeLessThan(0.5);
});

test("the row says what was announced, what came, and the exact interval of what is not refuted", () => {
  const { all, brier, brierBase, auc } = calibrate(forecasts(41, 3), DAY + YEAR);
  expect(all).toMatchObject({ forecasts: 41, failed: 3, announced: { least: 0.08, most: 0.08 } });
  expect(all.expected).toBeCloseTo(3.28, 10);
  expect(all.observed).toEqual({
    share: 3 / 41,
    low: expect.closeTo(0.0203, 3),
    high: expect.closeTo(0.1782, 3),
  });
  expect(brier).toBeCloseTo((3 * 0.92 ** 2 + 38 * 0.08 ** 2) / 41, 10);
  expect(brierBase).toBeCloseTo((3 / 41) * (38 / 41), 10);
  expect(auc).toBeNull();
});

test("an AUC is given from ten failures on", () => {
  const apart = (failed: number) => [
    ...forecasts(failed, failed, { tier: "E", ppm: 400_000 }),
    ...forecasts(30, 0, { tier: "A", ppm: 10_000 }),
  ];
  expect(calibrate(apart(9), DAY + YEAR).auc).toBeNull();
  expect(calibrate(apart(10), DAY + YEAR).auc).toBe(1);
});

test("forecasts count when their year is over, failures after it do not, and early leavers are censored", () => {
  expect(calibrate(forecasts(30, 30), DAY + YEAR - 1)).toMatchObject({
    finished: 0,
    censored: 30,
    brier: null,
    curve: [],
  });
  expect(calibrate(forecasts(30, 30, { failedDay: DAY + YEAR + 1 }), DAY + YEAR).all.failed).toBe(0);
  expect(calibrate(forecasts(30, 0, { leftDay: DAY + 100 }), DAY + YEAR)).toMatchObject({ finished: 0, censored: 30 });
  // Who fails first and is gone then has failed.
  expect(calibrate(forecasts(30, 30, { leftDay: DAY + 200 }), DAY + YEAR).all.failed).toBe(30);
  expect(calibrate(forecasts(3, 0, { tier: "unrated" }), DAY + YEAR)).toMatchObject({ finished: 0, unrated: 3 });
});

test("a provider counts once for each year, and the day of the first honest reading is said", () => {
  const monthly = Array.from({ length: 27 }, (_, month) => forecasts(10, 0, { day: DAY + 30 * month })).flat();
  const found = calibrate(monthly, DAY + 800);
  expect(found).toMatchObject({ finished: 20, censored: 10 });
  expect(found.overlapping).toBe(270 - 30);
  expect(MIN_FINISHED).toBe(20);
  expect(found.firstReadingDay).toBe(DAY + 390 + YEAR);
  expect(calibrate(forecasts(19, 0), DAY).firstReadingDay).toBeNull();
});

test("a year has 365 days: its last one counts, the day of the forecast and the day after its end do not", () => {
  const failedAt = (failedDay: number) => calibrate(forecasts(20, 20, { failedDay }), DAY + YEAR).all.failed;
  expect([DAY, DAY + 1, DAY + YEAR, DAY + YEAR + 1].map(failedAt)).toEqual([0, 20, 20, 0]);
  const leftAt = (leftDay: number) => calibrate(forecasts(20, 0, { leftDay }), DAY + YEAR);
  expect([YEAR - 1, YEAR].map((days) => leftAt(DAY + days).finished)).toEqual([0, 20]);
  expect([YEAR - 1, YEAR].map((days) => leftAt(DAY + days).firstReadingDay)).toEqual([null, DAY + YEAR]);
  const again = (days: number) =>
    calibrate([...forecasts(1, 0), ...forecasts(1, 0, { day: DAY + days })], DAY + 2 * YEAR);
  expect([YEAR - 1, YEAR].map((days) => again(days).overlapping)).toEqual([1, 0]);
  // What was forecast later than the day that is asked about is not known on it.
  expect(calibrate(forecasts(5, 0, { day: DAY + 1 }), DAY)).toMatchObject({ censored: 0, firstReadingDay: null });
  expect(calibrate(forecasts(5, 0), DAY)).toMatchObject({ censored: 5, finished: 0 });
});

test("a row of unlike forecasts says their mean, the least and the most of them; of none it says nothing", () => {
  const list = [20_000, 50_000, 110_000].flatMap((ppm, at) => forecasts(1, at, { ppm, provider: `${at}` }));
  const { all, tiers } = calibrate(list, DAY + YEAR);
  expect(all).toMatchObject({
    forecasts: 3,
    failed: 2,
    announced: { mean: expect.closeTo(0.06, 12), least: 0.02, most: 0.11 },
  });
  expect(tiers.map(({ tier, forecasts: count, announced }) => [tier, count, announced === null])).toEqual([
    ["A", 0, true],
    ["B", 0, true],
    ["C", 3, false],
    ["D", 0, true],
    ["E", 0, true],
  ]);
  expect(tiers[0]).toEqual({
    ...{ tier: "A", forecasts: 0, failed: 0, expected: 0, announced: null, observed: null, power: 0 },
    verdict: "too-few-to-tell",
  });
});

test("a true forecast is called too optimistic in at most 4 of 100 runs and too cautious in at most 1", () => {
  for (const [count, ppm] of [
    [150, 200_000],
    [90, 120_000],
    [60, 300_000],
  ] as const) {
    const chance = ppm / 1_000_000;
    const verdicts = Array.from({ length: count + 1 }, (_, failed) => verdictOf(forecasts(count, failed, { ppm })));
    const fewest = verdicts.indexOf("too-optimistic");
    const most = verdicts.lastIndexOf("too-cautious");
    expect(verdicts.slice(most + 1, fewest).every((verdict) => verdict === "as-expected")).toBe(true);
    expect(upperTail(count, fewest, chance)).toBeLessThanOrEqual(0.04);
    expect(upperTail(count, fewest - 1, chance)).toBeGreaterThan(0.04);
    expect(lowerTail(count, most, chance)).toBeLessThanOrEqual(0.01);
    expect(lowerTail(count, most + 1, chance)).toBeGreaterThan(0.01);
    // A doubled rate is found out as often as the row says.
    const { power } = calibrate(forecasts(count, 0, { ppm }), DAY + YEAR).all;
    expect(power).toBeCloseTo(upperTail(count, fewest, 2 * chance), 12);
    expect(power).toBeGreaterThanOrEqual(0.5);
  }
  // Of what is announced for more than half, twice as often is always.
  expect(calibrate(forecasts(30, 0, { ppm: 700_000 }), DAY + YEAR).all.power).toBe(1);
});

test("the order of forecasts changes nothing", () => {
  const list = [...forecasts(60, 9), ...forecasts(40, 20, { tier: "E", ppm: 450_000, day: DAY + 7 })];
  const found = calibrate(list, DAY + 2 * YEAR);
  fc.assert(
    fc.property(fc.shuffledSubarray(list, { minLength: list.length }), (shuffled) => {
      const other = calibrate(shuffled, DAY + 2 * YEAR);
      expect({ ...other, brier: 0, ece: 0, curve: 0 }).toEqual({ ...found, brier: 0, ece: 0, curve: 0 });
      expect(other.brier).toBeCloseTo(found.brier ?? 0, 12);
    }),
    { numRuns: 20 },
  );
});
