/** What a model may say: numbers so small that no product leaves the safe integers, and tables of some rows. */
import { expect, test } from "vitest";
import { canonicalBytes, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";
import { MODEL_1 } from "./model.ts";
import { parseModel } from "./parse-model.ts";

/** Model 1 with the shortest tables that there can be. */
const SMALL = {
  ...MODEL_1,
  windows: [{ halfLifeDays: 2, weight: 1, decay: [65_536, 46_341] }],
  faultTable: { least: 0, step: 50, ppm: [500_000, 400_000] },
  bandTable: {
    units: [16, 20],
    estimates: [0, 1_000_000],
    low: [
      [0, 900_000],
      [0, 900_000],
    ],
    high: [
      [100_000, 1_000_000],
      [100_000, 1_000_000],
    ],
  },
  failure: { ...MODEL_1.failure, ppm: [500_000, 400_000] },
} as unknown as JsonObject;

/** A copy with another value at a place, written as a JSON pointer. */
function changed(value: JsonValue, [name, ...rest]: readonly string[], to: JsonValue): JsonValue {
  if (name === undefined) return to;
  if (Array.isArray(value)) return value.map((each, at) => (String(at) === name ? changed(each, rest, to) : each));
  const object = value as JsonObject;
  return { ...object, [name]: changed(object[name] ?? null, rest, to) };
}

function isTaken(pointer: string, to: JsonValue): boolean {
  return parseModel(canonicalBytes(changed(SMALL, pointer.slice(1).split("/"), to))).ok;
}

const MILLION = 1_000_000;
const THOUSANDTHS = [0, MILLION] as const;
const DAYS = [1, 36_500] as const;
const POINTS = [-MILLION, MILLION] as const;
const UNITS = [1, 10_000] as const;
/** The least and the most of each number, where all others are those of model 1. */
const BOUNDS: Readonly<Record<string, readonly [number, number]>> = {
  "/base/good/audit": THOUSANDTHS,
  "/base/bad/grave": [8_000, MILLION],
  "/base/bad/minor": [1, 3_000],
  "/evidencePercent/self-proving": [80, 100],
  "/evidencePercent/unsigned-log": [0, 50],
  "/evidencePercent/claim": [0, 0],
  "/standingPercent/full": [50, 100],
  "/standingPercent/half": [0, 100],
  "/attributionPercent/malice": [70, 100],
  "/attributionPercent/no-fault": [0, 50],
  "/attributionPercent/unknown": [0, 100],
  "/selfDisclosedPercent": [0, 100],
  "/prior/good": [1, MILLION],
  "/prior/bad": [1, MILLION],
  "/caps/reporter": THOUSANDTHS,
  "/caps/cluster": THOUSANDTHS,
  "/caps/openReports": THOUSANDTHS,
  "/caps/duties": THOUSANDTHS,
  "/caps/auditDay": THOUSANDTHS,
  "/windows/0/weight": [1, 10],
  "/windows/0/decay/0": [65_536, 65_536],
  "/windows/0/decay/1": [32_768, 65_536],
  "/startPoints": POINTS,
  "/evidence/cleanUnit": [1, MILLION],
  "/evidence/faultUnit": [1, MILLION],
  "/evidence/rated": [1, 20],
  "/evidence/medium": [5, 80],
  "/evidence/deep": [20, 10_000],
  "/evidence/prior": UNITS,
  "/faultTable/least": POINTS,
  "/faultTable/step": UNITS,
  "/faultTable/ppm/0": [400_000, MILLION],
  "/faultTable/ppm/1": [0, 500_000],
  "/bandTable/units/0": [1, 19],
  "/bandTable/units/1": [17, 10_000],
  "/bandTable/estimates/0": [0, 0],
  "/bandTable/estimates/1": [MILLION, MILLION],
  "/bandTable/low/0/0": [0, 0],
  "/bandTable/low/1/1": [0, MILLION],
  "/bandTable/high/0/0": [100_000, MILLION],
  "/bandTable/high/1/0": [0, 100_000],
  "/bandTable/high/1/1": [MILLION, MILLION],
  "/failure/startPoints": POINTS,
  "/failure/ppm/0": [400_000, MILLION],
  "/failure/ppm/1": [0, 500_000],
  "/failure/terms/age/unknown": POINTS,
  "/failure/terms/age/steps/0/points": [-MILLION, -5_000],
  "/failure/terms/age/steps/4/points": [5_000, MILLION],
  "/failure/terms/age/steps/1/from": [1, 364],
  "/failure/terms/breach/unknown": [0, MILLION],
  "/failure/terms/coverage/unknown": [-MILLION, 45_000],
  "/failure/terms/coverageAge/steps/2/points": [-MILLION, -10_000],
  "/failure/terms/hostConcentration/unknown": [-MILLION, 0],
  "/failure/terms/ownerConcentration/unknown": [-MILLION, 0],
  "/failure/terms/heartbeat/points/armed": [-10_000, MILLION],
  "/failure/terms/heartbeat/points/none": [-148_000, 20_000],
  "/failure/terms/heartbeat/points/suspended": [-148_000, 20_000],
  "/failure/terms/heartbeat/points/failed": [-MILLION, -74_000],
  "/failure/terms/volume/unknown": [-MILLION, 0],
  "/failure/terms/volume/perDoubling": [0, 100_000],
  "/failure/terms/volume/most": [0, MILLION],
  "/failure/heartbeatDaysPerUnit": DAYS,
  "/failure/heartbeatUnits": [0, 10_000],
  "/tiers/0/below": [0, 49_999],
  "/tiers/3/below": [120_001, MILLION],
  "/gates/maliceDays": DAYS,
  "/gates/suspendedHours": [1, 8_760],
  "/gates/failedDays": DAYS,
  "/limits/lossGivenDefault": [1, MILLION],
  "/limits/sharePercent/A": [50, 100],
  "/limits/sharePercent/D": [10, 25],
  "/limits/sharePercent/unrated": [0, 10],
  "/limits/sharePercent/E": [0, 0],
  "/limits/prepayDays/A": [14, 365],
  "/limits/prepayDays/unrated": [0, 3],
  "/limits/stackedShare": THOUSANDTHS,
};

test("a number of a model goes from its least to its most, and no further: an old announcement is judged by it again", () => {
  for (const [pointer, [least, most]] of Object.entries(BOUNDS))
    expect(
      [least - 1, least, most, most + 1].map((value) => isTaken(pointer, value)),
      `${pointer}: ${least} to ${most}`,
    ).toEqual([false, true, true, false]);
});

test("nor is a part of a whole number taken, nor another name or form", () => {
  for (const pointer of Object.keys(BOUNDS)) expect(isTaken(pointer, "1"), pointer).toBe(false);
  const taken: readonly (readonly [string, JsonValue, boolean])[] = [
    ["/type", "touchstone-model/v1", true],
    ["/type", "touchstone-model/v2", false],
    ["/name", "n".repeat(400), true],
    ["/name", "n".repeat(401), false],
    ["/failure/terms/age/basis", "guess", false],
    ["/failure/terms/volume/reference", "1".repeat(18), true],
    ["/failure/terms/volume/reference", "1".repeat(19), false],
    ["/failure/terms/volume/reference", "0", false],
    ["/openReportEvidence", [], true],
    ["/openReportEvidence", ["rumour"], false],
    ["/longCurve/types", ["open-report", "verdict"], true],
    ["/longCurve/types", ["audit"], false],
    ["/longCurve/severities", ["minor"], true],
    ["/tiers/0/tier", "B", false],
  ];
  for (const [pointer, to, is] of taken) expect(isTaken(pointer, to), `${pointer} ${JSON.stringify(to)}`).toBe(is);
});

test("a table has from two rows to its most, and one row for each day of a half-life", () => {
  const lengths = (pointer: string, valueAt: (at: number, length: number) => JsonValue, of: readonly number[]) =>
    of.map((length) =>
      isTaken(
        pointer,
        Array.from({ length }, (_, at) => valueAt(at, length)),
      ),
    );
  for (const pointer of ["/faultTable/ppm", "/failure/ppm"])
    expect(
      lengths(pointer, () => 7, [1, 2, 2_000, 2_001]),
      pointer,
    ).toEqual([false, true, true, false]);
  const step = (at: number): JsonValue => ({ from: at, points: 0 });
  expect(lengths("/failure/terms/age/steps", step, [0, 1, 50, 51])).toEqual([false, true, true, false]);
  const window = { halfLifeDays: 2, weight: 1, decay: [65_536, 46_341] };
  expect(lengths("/windows", () => window, [0, 1, 10, 11])).toEqual([false, true, true, false]);
  const decay = (count: number) => [65_536, ...Array.from({ length: count - 1 }, () => 40_000)];
  const isWindow = (halfLifeDays: number, count = halfLifeDays) =>
    isTaken("/windows/0", { ...window, halfLifeDays, decay: decay(count) });
  expect([isWindow(1), isWindow(2), isWindow(2, 3), isWindow(2_000), isWindow(2_001)]).toEqual([
    false,
    true,
    false,
    true,
    false,
  ]);
  const band = (units: number, estimates: number): JsonValue => {
    const marks = Array.from({ length: estimates }, (_, at) => (at === estimates - 1 ? MILLION : at));
    const rows = (end: number) => Array.from({ length: units }, () => marks.map((mark) => (end === 0 ? 0 : mark)));
    return { units: Array.from({ length: units }, (_, at) => at + 1), estimates: marks, low: rows(0), high: rows(1) };
  };
  const isBand = (units: number, estimates: number) => isTaken("/bandTable", band(units, estimates));
  expect([isBand(1, 2), isBand(2, 1), isBand(2, 2), isBand(100, 2), isBand(2, 100)]).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
  expect([isBand(101, 2), isBand(2, 101)]).toEqual([false, false]);
  // As many rows as units, and as many cells as estimates, on both sides.
  const full = band(3, 3) as { low: JsonValue[][]; high: JsonValue[][] };
  for (const side of ["low", "high"] as const) {
    expect(isTaken("/bandTable", { ...full, [side]: full[side].slice(1) } as JsonValue)).toBe(false);
    const short = full[side].map((row, at) => (at === 1 ? row.slice(0, 2) : row));
    expect(isTaken("/bandTable", { ...full, [side]: short } as JsonValue)).toBe(false);
  }
  const crossed = full.high.map((row, at) => (at === 1 ? [MILLION, ...row.slice(1)] : row));
  expect(isTaken("/bandTable", { ...full, high: crossed } as JsonValue)).toBe(false);
});
