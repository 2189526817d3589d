import fc from "fast-check";
import { expect, test } from "vitest";
import { bandOf, depthOf, faultProbability } from "./band.ts";
import { conductOf, conductScoreOf, scoreOfMasses, startOf } from "./conduct.ts";
import { ONE } from "./integers.ts";
import { MODEL_1 } from "./model.ts";
import {
  ATTRIBUTIONS,
  BAD_TYPES,
  EVIDENCE_CLASSES,
  GOOD_TYPES,
  isGood,
  type RecordItem,
  SEVERITIES,
} from "./record-item.ts";
import { item, TODAY } from "./testing/records.ts";

fc.configureGlobal({ seed: 6962 });

/** Everything that the caps are about: reporters, clusters, groups, days with many audits. */
const anyFacts = fc.record({
  age: fc.oneof(fc.nat(40), fc.nat(4000)),
  type: fc.constantFrom(...GOOD_TYPES, ...BAD_TYPES, "audit" as const, "open-report" as const),
  severity: fc.constantFrom(...SEVERITIES),
  evidence: fc.constantFrom(...EVIDENCE_CLASSES),
  attribution: fc.constantFrom(...ATTRIBUTIONS),
  standing: fc.constantFrom("full" as const, "half" as const),
  selfDisclosed: fc.boolean(),
  reporter: fc.option(fc.constantFrom("ann", "bob", "cy", "dee")),
  cluster: fc.option(fc.constantFrom("unvouched", "ring")),
  faultGroup: fc.option(fc.constantFrom("g1", "g2", "g3")),
});

/** In log order, oldest first, each with an entry of its own. */
const anyRecord = fc
  .array(anyFacts, { maxLength: 60 })
  .map((list) => list.toSorted((a, b) => b.age - a.age).map((facts, at) => itemOf(facts, at)));

const anyItem = anyFacts.map((facts) => itemOf(facts, 0));

function itemOf({ age, ...facts }: typeof anyFacts extends fc.Arbitrary<infer T> ? T : never, at: number): RecordItem {
  const fault = isGood(facts.type) ? { severity: null, attribution: null, faultGroup: null } : {};
  return item({ ...facts, ...fault, id: `${at}`, entry: at, day: TODAY - age });
}

const conduct = (items: readonly RecordItem[], day = TODAY) => conductOf(items, MODEL_1, day);
const score = (items: readonly RecordItem[]) => conductScoreOf(items, MODEL_1, TODAY).score;
/** The same facts as the newest entry of the log. */
const asLast = (facts: RecordItem): RecordItem => ({ ...facts, id: "last", entry: 1_000_000, day: TODAY });

/** Points that mass can move a score at most: the whole of it new, in all windows. */
const mostPoints = (good: number, bad: number) => {
  const moved = scoreOfMasses(
    MODEL_1.windows.map(() => good * ONE),
    MODEL_1.windows.map(() => bad * ONE),
    MODEL_1,
  );
  return Math.abs(moved - startOf(MODEL_1));
};

test("bars sum to the score for any record and day, each with the sign of its side", () => {
  fc.assert(
    fc.property(anyRecord, fc.integer({ min: -4000, max: 4000 }), (items, later) => {
      const { score, start, bars, clean, effective } = conduct(items, TODAY + later);
      expect(bars.reduce((sum, { points }) => sum + points, start)).toBe(score);
      expect(start).toBe(startOf(MODEL_1));
      expect([score, clean, effective].every(Number.isSafeInteger)).toBe(true);
      expect(effective).toBeGreaterThanOrEqual(clean);
      const byId = new Map(items.map((each) => [each.id, each]));
      for (const { id, points } of bars) {
        const { type, day } = byId.get(id) ?? item();
        expect(Number.isSafeInteger(points) && (isGood(type) ? points >= 0 : points <= 0)).toBe(true);
        expect(day).toBeLessThanOrEqual(TODAY + later);
      }
    }),
  );
});

test("the order of input changes nothing", () => {
  fc.assert(
    fc.property(
      anyRecord.chain((items) => fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length }))),
      ([items, shuffled]) => {
        expect(conduct(shuffled)).toEqual(conduct(items));
      },
    ),
  );
});

test("a flood of bare claims changes exactly nothing", () => {
  fc.assert(
    fc.property(anyRecord, fc.array(anyItem, { maxLength: 30 }), (items, flood) => {
      const claims = flood.map((each, at) => ({ ...each, id: `c${at}`, evidence: "claim" as const }));
      expect(conduct([...items, ...claims])).toEqual(conduct(items));
      const reports = claims.map((each) => ({
        ...each,
        type: "open-report" as const,
        evidence: "unsigned-log" as const,
      }));
      expect(conduct([...items, ...reports])).toEqual(conduct(items));
    }),
  );
});

test("one more upheld fault never raises score or evidence of being well, whatever stands beside it", () => {
  fc.assert(
    fc.property(anyRecord, anyItem, fc.nat(70), (items, facts, place) => {
      const type = isGood(facts.type) || facts.type === "open-report" ? "ruling" : facts.type;
      const fault = { ...facts, id: `${place}.1`, entry: place, type };
      const [before, after] = [conduct(items), conduct([...items, fault])];
      expect(after.score).toBeLessThanOrEqual(before.score);
      expect(after.clean).toBe(before.clean);
      const [was, is] = [faultProbability(before, MODEL_1), faultProbability(after, MODEL_1)];
      expect(is.high).toBeGreaterThanOrEqual(was.high);
    }),
    { numRuns: 300 },
  );
});

test("one more open report never raises the score", () => {
  fc.assert(
    fc.property(anyRecord, anyItem, (items, facts) => {
      const report = asLast({ ...facts, type: "open-report" });
      expect(score([...items, report])).toBeLessThanOrEqual(score(items));
    }),
    { numRuns: 300 },
  );
});

test("one more good item never lowers the score nor raises the upper end of the band", () => {
  fc.assert(
    fc.property(anyRecord, anyItem, (items, facts) => {
      const good = asLast({ ...facts, type: isGood(facts.type) ? facts.type : "audit", faultGroup: null });
      const [before, after] = [conduct(items), conduct([...items, good])];
      expect(after.score).toBeGreaterThanOrEqual(before.score);
      expect(after.clean).toBeGreaterThanOrEqual(before.clean);
      expect(faultProbability(after, MODEL_1).high).toBeLessThanOrEqual(faultProbability(before, MODEL_1).high);
    }),
    { numRuns: 300 },
  );
});

test("a reporter's audits raise the score by no more than a mass of 2, a cluster's by no more than 4", () => {
  const audits = fc.array(fc.record({ age: fc.nat(900), full: fc.boolean(), who: fc.nat(40) }), { maxLength: 400 });
  fc.assert(
    fc.property(anyRecord, audits, fc.boolean(), (items, list, isOne) => {
      const flood = list.map(({ age, full, who }, at) =>
        item({
          id: `f${at}`,
          entry: 1000 + at,
          day: TODAY - age,
          standing: full ? "full" : "half",
          reporter: isOne ? "mallory" : `m${who}`,
          cluster: isOne ? null : "mob",
        }),
      );
      const gained = score([...items, ...flood]) - score(items);
      expect(gained).toBeGreaterThanOrEqual(0);
      expect(gained).toBeLessThanOrEqual(mostPoints(isOne ? 2 : 4, 0));
    }),
    { numRuns: 40 },
  );
});

test("a UTC day counts one clean audit, however many there were", () => {
  const day = (count: number) => Array.from({ length: count }, (_, at) => item({ id: `${at}`, entry: at }));
  expect(score(day(1))).toBeGreaterThan(startOf(MODEL_1));
  expect(conduct(day(1000))).toMatchObject({ ...conduct(day(1)), bars: expect.anything() });
  const half = (entry: number) => item({ id: `${entry}`, entry, standing: "half", reporter: `r${entry}` });
  expect(conduct([half(1), half(2)]).clean).toBeGreaterThan(conduct([half(1)]).clean);
  expect(conduct([half(1), half(2), half(3)]).clean).toBeLessThanOrEqual(ONE + 16);
});

test("open reports take no more than a mass of 2, however many reporters, groups and clusters they come from", () => {
  fc.assert(
    fc.property(fc.array(anyItem, { maxLength: 60 }), (list) => {
      const flood = list.map((facts, at) => ({
        ...facts,
        id: `f${at}`,
        entry: at,
        day: TODAY,
        type: "open-report" as const,
        severity: "grave" as const,
        evidence: "self-proving" as const,
        reporter: `r${at}`,
      }));
      expect(startOf(MODEL_1) - score(flood)).toBeLessThanOrEqual(mostPoints(0, 2));
    }),
  );
});

test("items of one fault group are one fault: the heaviest counts, and an open report adds only what is above it", () => {
  const serious = item({ id: "1", entry: 1, type: "verdict", severity: "serious", faultGroup: "lie" });
  const again = Array.from({ length: 50 }, (_, at) => ({ ...serious, id: `2.${at}`, entry: 2 + at }));
  const report = { ...serious, id: "99", entry: 99, type: "open-report" as const, reporter: "ann" };
  const alone = score([serious]);
  expect(score([serious, ...again, report])).toBe(alone);
  expect(score([serious, { ...again[0], faultGroup: "other" } as RecordItem])).toBeLessThan(alone);
  expect(score([report])).toBeGreaterThan(alone);
});

test("of one's own faults the half counts that one told oneself, and the old ones fade on their own curve", () => {
  const fault = (facts: Partial<RecordItem>) => score([item({ type: "ruling", severity: "minor", ...facts })]);
  expect(fault({ selfDisclosed: true })).toBeGreaterThan(fault({}));
  expect(fault({ attribution: "no-fault" })).toBe(startOf(MODEL_1));
  expect(fault({ attribution: "malice" })).toBeLessThan(fault({ attribution: "negligence" }));
  const lost = (severity: "serious" | "moderate", age: number) =>
    startOf(MODEL_1) - fault({ severity, day: TODAY - age });
  expect(lost("moderate", 365) / lost("moderate", 0)).toBeLessThan(0.4);
  expect(lost("serious", 365) / lost("serious", 0)).toBeGreaterThan(0.8);
  expect(fault({ severity: "grave", day: TODAY - 30_000 })).toBe(startOf(MODEL_1));
});

test("a fault that nobody graded counts as minor, also where a model lets minor ones fade slowly", () => {
  const model = { ...MODEL_1, longCurve: { types: ["response-late"], severities: ["minor"] } };
  const old = { type: "response-late", day: TODAY - 365 } as const;
  const scoreOf = (facts: Partial<RecordItem>) => conductScoreOf([item({ ...old, ...facts })], model, TODAY).score;
  expect(scoreOf({ severity: null })).toBe(scoreOf({ severity: "minor" }));
  expect(scoreOf({ severity: null })).toBeLessThan(conductScoreOf([item(old)], MODEL_1, TODAY).score);
  expect(scoreOf({ attribution: null })).toBe(scoreOf({ attribution: "unknown" }));
});

test("the band is monotone in estimate and evidence, and holds the estimate", () => {
  const estimate = fc.integer({ min: 0, max: 1_000_000 });
  const clean = fc.integer({ min: 0, max: 800 * ONE });
  fc.assert(
    fc.property(estimate, estimate, clean, clean, (p, q, n, m) => {
      const band = bandOf(Math.min(p, q), Math.min(n, m), MODEL_1);
      expect(band.low).toBeLessThanOrEqual(band.estimate);
      expect(band.high).toBeGreaterThanOrEqual(band.estimate);
      expect(bandOf(Math.max(p, q), Math.min(n, m), MODEL_1).high).toBeGreaterThanOrEqual(band.high);
      expect(bandOf(Math.min(p, q), Math.max(n, m), MODEL_1).high).toBeLessThanOrEqual(band.high);
    }),
  );
});

test("depth says how much was tested, and a newcomer has none", () => {
  expect(depthOf(conduct([]).effective, MODEL_1)).toBe("none");
  expect([4.9, 5, 20, 80].map((units) => depthOf(units * ONE, MODEL_1))).toEqual(["none", "thin", "medium", "deep"]);
});
