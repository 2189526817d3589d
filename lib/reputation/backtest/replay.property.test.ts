import fc from "fast-check";
import { expect, test } from "vitest";
import { conductOf, scoreOfMasses } from "../conduct.ts";
import { decayed, massOf, massOfThousandths } from "../mass.ts";
import { MODEL_1 } from "../model.ts";
import type { RecordItem } from "../record-item.ts";
import { diceOf } from "../testing/many-marks.ts";
import { Voices } from "../voices.ts";
import { RatedTarget } from "./rated-target.ts";
import { RatingReader } from "./ratings.ts";
import { replayRatings } from "./replay.ts";
import { fitScoreTable, probabilityAt, weightsOf } from "./score-table.ts";

fc.configureGlobal({ seed: 6962 });

const CAP = massOfThousandths(MODEL_1.caps.reporter);
const saidArb = fc.record({
  isBad: fc.boolean(),
  source: fc.integer({ min: 0, max: 3 }),
  days: fc.integer({ min: 0, max: 40 }),
  mass: fc.constantFrom(0, 1, 6_554, 32_768, 65_536),
});

test("kept sums give the score of all ratings weighed anew, to the last bit, caps included", () => {
  fc.assert(
    fc.property(fc.array(saidArb, { maxLength: 30 }), fc.integer({ min: 0, max: 900 }), (said, later) => {
      const target = new RatedTarget(MODEL_1);
      const told: ((typeof said)[number] & { day: number })[] = [];
      let day = 20_000;
      for (const one of said) {
        day += one.days;
        told.push({ ...one, day });
        target.add(one.isBad, one.source, day, one.mass);
        // Asking on the way must leave nothing behind.
        target.score(day);
      }
      const asOf = day + later;
      const weighed = (isBad: boolean) => {
        const own = told.filter((one) => one.isBad === isBad);
        const speech = {
          voiceOf: (one: (typeof own)[number]) => String(one.source),
          clusterOf: () => null,
          capOf: () => CAP,
        };
        const voices = new Voices(own, speech, 0);
        return MODEL_1.windows.map(({ decay }) =>
          voices.total(own.map(({ mass, day: then }) => decayed(mass, asOf - then, decay))),
        );
      };
      expect(target.score(asOf)).toBe(scoreOfMasses(weighed(false), weighed(true), MODEL_1));
    }),
  );
});

test("what was said of a target scores as the same facts of a provider's record do", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 25 }), fc.integer({ min: 0, max: 400 }), (said, later) => {
      const items = said.map((isBad, at): RecordItem => {
        const shared = { id: `${at}`, entry: at, day: 20_000 + 9 * at, reporter: `reporter-${at}`, cluster: null };
        const kept = { evidence: "self-proving", standing: "full", selfDisclosed: false, faultGroup: null } as const;
        return isBad
          ? { ...shared, ...kept, type: "verdict", severity: "minor", attribution: "unknown" }
          : { ...shared, ...kept, type: "audit", severity: null, attribution: null };
      });
      const target = new RatedTarget(MODEL_1);
      for (const [at, item] of items.entries())
        target.add(item.type === "verdict", at, item.day, massOf(item, MODEL_1));
      const asOf = 20_000 + 9 * said.length + later;
      expect(target.score(asOf)).toBe(conductOf(items, MODEL_1, asOf).score);
    }),
  );
});

const rowArb = fc.tuple(
  fc.integer({ min: 0, max: 6 }),
  fc.integer({ min: 0, max: 6 }),
  fc.constantFrom(-10, -1, 1, 5, 10),
  fc.integer({ min: 0, max: 60 }),
);
type Row = [number, number, number, number];

function replay(rows: readonly Row[]) {
  const reader = new RatingReader({ columns: ["source", "target", "rating", "time"], header: false, maxRating: 10 });
  const inOrder = rows.toSorted((a, b) => a[3] - b[3]);
  reader.push(
    inOrder.map(([source, target, rating, time]) => `${source},${target},${rating},${time * 20_000}\n`).join(""),
  );
  return replayRatings(reader.finish().ratings, MODEL_1);
}

/** Sums of the same numbers in another order differ in the last bit. */
const inTwelveDigits = (figures: object): unknown =>
  JSON.parse(JSON.stringify(figures, (_, value) => (typeof value === "number" ? Number(value.toFixed(12)) : value)));

test("ratings of one instant know nothing of each other: their order changes no figure", () => {
  fc.assert(
    fc.property(fc.array(rowArb, { maxLength: 60 }), (rows) => {
      expect(inTwelveDigits(replay(rows.toReversed()))).toEqual(inTwelveDigits(replay(rows)));
    }),
  );
});

test("every figure is a number in its range, or null where it means nothing", () => {
  fc.assert(
    fc.property(fc.array(rowArb, { maxLength: 60 }), (rows) => {
      const { curve, rows: count, graded, unseen, byTier, ...shares } = replay(rows);
      for (const share of Object.values(shares)) if (share !== null) expect(share >= 0 && share <= 1).toBe(true);
      expect(graded).toBeLessThanOrEqual(count);
      expect(curve.reduce((sum, bin) => sum + bin.count, 0)).toBe(graded);
      expect(byTier.tiers.reduce((sum, row) => sum + row.forecasts, 0)).toBe(graded);
      expect(byTier.all.forecasts).toBe(graded);
      expect(shares.aucScore === null).toBe(graded === 0 || shares.baseRate === 0 || shares.baseRate === 1);
      expect(unseen).toBeLessThanOrEqual(graded);
    }),
  );
});

test("a table never gives a higher score a higher risk, and knows nothing of what comes after", () => {
  const pastArb = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 0, max: 1 })), {
    maxLength: 80,
  });
  fc.assert(
    fc.property(pastArb, fc.nat(80), (rows, cut) => {
      const until = Math.min(cut, rows.length);
      const tableOf = (isBad: number[]) => {
        const score = rows.map(([points]) => points);
        const order = Int32Array.from(rows.keys()).sort((a, b) => (score[a] ?? 0) - (score[b] ?? 0) || a - b);
        return fitScoreTable({
          score,
          isBad,
          order,
          until,
          instant: Int32Array.from(score.keys()),
          weights: weightsOf(30, 80),
        });
      };
      const table = tableOf(rows.map(([, bad]) => bad));
      expect(table).toEqual(tableOf(rows.map(([, bad], at) => (at < until ? bad : 1 - bad))));
      for (let points = -10; points < 10; points++)
        expect(probabilityAt(table, points + 1)).toBeLessThanOrEqual(probabilityAt(table, points));
    }),
  );
});

/** Sixty targets, some of whom turn bad: ratings in bursts of one instant, over some years. */
function networkByChance(seed: number, count: number): string {
  const dice = diceOf(seed);
  let time = 0;
  const lines = Array.from({ length: count }, () => {
    if (dice(3) > 0) time += dice(20_000);
    const target = dice(4) === 0 ? dice(900) : dice(60);
    const isBad = dice(100) < (target % 5 === 0 ? 55 : 4);
    return `s${dice(90)},t${target},${isBad ? -1 - dice(10) : 1 + dice(10)},${time}`;
  });
  return `${lines.join("\n")}\n`;
}

test("the figures of a network stay those that they were, each to nine digits: what was published is found again", () => {
  const reader = new RatingReader();
  reader.push(networkByChance(7, 1_500));
  const { byTier, curve, ...figures } = replayRatings(reader.finish().ratings, MODEL_1);
  const rounded = (value: number | null) => value && Number(value.toFixed(9));
  expect(Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, rounded(value)]))).toEqual({
    ...{ rows: 1_500, graded: 1_047, unseen: 168, baseRate: 0.155682904 },
    ...{ aucScore: 0.791136913, aucProbability: 0.788971629 },
    ...{ brier: 0.101596638, brierBase: 0.131445737, ece: 0.024468162 },
  });
  expect(curve.map((bin) => Object.values(bin).map(rounded).join(" "))).toEqual([
    "129 0.029362533 0.07751938",
    "84 0.044370106 0.023809524",
    "103 0.04777924 0.048543689",
    "113 0.056393733 0.026548673",
    "97 0.073757921 0.041237113",
    "115 0.143907905 0.139130435",
    "97 0.164347001 0.144329897",
    "109 0.171716107 0.146788991",
    "96 0.334600066 0.302083333",
    "104 0.589006112 0.615384615",
  ]);
  const rows = [...byTier.tiers, byTier.all].map(({ forecasts, failed, expected, power, verdict }) =>
    [forecasts, failed, rounded(expected), rounded(power), verdict].join(" "),
  );
  expect(rows).toEqual([
    "30 2 0.372245867 0.037689451 too-few-to-tell",
    "286 15 12.063871441 0.887477052 as-expected",
    "239 9 16.45496893 0.947209776 as-expected",
    "333 51 58.060099456 0.999999976 as-expected",
    "159 86 83.598307665 1 as-expected",
    "1047 163 170.54949336 1 as-expected",
  ]);
});

test("the table weighs a group by its age, shrinks it by two of the base rate, and says 8 % before anything was seen", () => {
  const order = (score: readonly number[]) =>
    Int32Array.from(score.keys()).sort((a, b) => (score[a] ?? 0) - (score[b] ?? 0) || a - b);
  const tableOf = (score: readonly number[], isBad: readonly number[], until = score.length) =>
    fitScoreTable({
      ...{ score, isBad, until, order: order(score) },
      instant: Int32Array.from(score.keys()),
      weights: weightsOf(1, score.length),
    });
  // Ages 3 to 0 weigh 1/8, 1/4, 1/2 and 1; of 15/8 in all 5/8 are bad, a third.
  const { highest, probability } = tableOf([-1, 5, -1, 5], [1, 0, 1, 0]);
  const base = 1 / 3;
  expect(highest).toEqual([-1, 5]);
  expect(probability[0]).toBeCloseTo((5 / 8 + 2 * base) / (5 / 8 + 2), 12);
  expect(probability[1]).toBeCloseTo((2 * base) / (5 / 4 + 2), 12);
  const table = { highest, probability };
  expect([-9, -1, -0.5, 5, 99].map((score) => probabilityAt(table, score))).toEqual(
    [0, 0, 1, 1, 1].map((at) => probability[at]),
  );
  // Where a higher score was the worse one, both are one group.
  expect(tableOf([-1, 5, -1, 5], [0, 1, 0, 1]).highest).toEqual([5]);
  expect(tableOf([1, 2], [1, 1], 0)).toEqual({ highest: [0], probability: [0.08] });
  expect([...weightsOf(2, 5)]).toEqual([1, 2 ** -0.5, 0.5, 2 ** -1.5, 0.25]);
  expect(weightsOf(3, 1_000)).toHaveLength(30);
  const many = Array.from({ length: 400 }, (_, at) => 399 - at);
  const even = fitScoreTable({
    ...{ score: many, isBad: many.map((at) => (at < 200 ? 1 : 0)), until: 400, order: order(many) },
    instant: new Int32Array(400).fill(399),
    weights: new Float64Array(400).fill(1),
  });
  // Fifty groups of eight; those of one rate are not joined.
  expect(even.highest).toEqual(Array.from({ length: 50 }, (_, at) => 8 * at + 7));
  expect([even.probability[0], even.probability[49]]).toEqual([0.9, 0.1]);
});

test("a replay tells how far it is, from nothing to all of it and never backwards", () => {
  const rows = Array.from({ length: 500 }, (_, at) => `s${at % 7},t${at % 5},${at % 3 === 0 ? -1 : 1},${at}`);
  const reader = new RatingReader();
  reader.push(`${rows.join("\n")}\n`);
  const told: number[] = [];
  replayRatings(reader.finish().ratings, MODEL_1, (share) => told.push(share));
  expect(told.length).toBeGreaterThan(50);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.every((share) => share >= 0 && share <= 1)).toBe(true);
});
