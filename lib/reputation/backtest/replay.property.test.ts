import fc from "fast-check";
import { expect, test } from "vitest";
import { conductOf, scoreOfMasses } from "../conduct.ts";
import { decayed, massOf, massOfThousandths } from "../mass.ts";
import { MODEL_1 } from "../model.ts";
import type { RecordItem } from "../record-item.ts";
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
