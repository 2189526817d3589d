import fc from "fast-check";
import { expect, test } from "vitest";
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
