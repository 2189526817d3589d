import fc from "fast-check";
import { expect, test } from "vitest";
import { addMs, asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import { coverageOf, type VersionLife, wasCovered } from "./gaps.ts";

const start = asInstant(Date.UTC(2026, 0, 1));
const at = (day: number) => addMs(start, day * DAY_MS);
const life = (entry: number, loggedDay: number, untilDay: number | null): VersionLife => ({
  entry,
  loggedAt: at(loggedDay),
  until: untilDay === null ? null : at(untilDay),
});

test("a late renewal leaves its gap for ever: the same gap, whatever is published after", () => {
  const late = [life(1, 0, 10), life(5, 13, 40)];
  const gap = { from: at(10), until: at(13), before: 1, after: 5 };
  expect(coverageOf(late, at(20)).gaps).toEqual([gap]);
  fc.assert(
    fc.property(fc.array(fc.nat(300), { maxLength: 6 }), (days) => {
      const later = days.sort((a, b) => a - b).map((day, nth) => life(6 + nth, 40 + day, 40 + day + 30));
      expect(coverageOf([...late, ...later], at(400)).gaps[0]).toEqual(gap);
    }),
    { seed: 3 },
  );
});

test("a renewal in time leaves none; a version without an end has none; an end that is past is an open gap", () => {
  expect(coverageOf([life(1, 0, 10), life(2, 10, 20)], at(15)).gaps).toEqual([]);
  expect(coverageOf([life(1, 0, null)], at(900)).gaps).toEqual([]);
  expect(coverageOf([life(1, 0, 10)], at(12)).gaps).toEqual([{ from: at(10), until: null, before: 1, after: null }]);
});

test("a version that ends earlier than the one before ends it: the newest word counts", () => {
  expect(coverageOf([life(1, 0, 100), life(2, 5, 10)], at(20)).gaps).toMatchObject([{ from: at(10), until: null }]);
});

test("spans run without holes from the first version to now, in any order of the input", () => {
  const lives = fc.array(fc.tuple(fc.nat(100), fc.integer({ min: 1, max: 40 })), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(lives, (drawn) => {
      const days = drawn.toSorted(([a], [b]) => a - b);
      const versions = days.map(([day, length], nth) => life(nth, day, day + length));
      const { spans } = coverageOf(versions.toReversed(), at(200));
      expect(spans[0]?.from).toBe(versions[0]?.loggedAt);
      expect(spans.at(-1)?.until).toBe(at(200));
      spans.forEach((span, nth) => {
        expect(span.until).toBeGreaterThan(span.from);
        const next = spans[nth + 1];
        if (next !== undefined) expect([next.from, next.isCovered]).toEqual([span.until, !span.isCovered]);
      });
    }),
    { seed: 4 },
  );
});

test("clocks were met only over the whole time, and are not known before it has passed", () => {
  const kept = [life(1, 0, 200), life(2, 150, 400)];
  expect(wasCovered(kept, 180, at(179))).toBeUndefined();
  expect(wasCovered(kept, 180, at(180))).toBe(true);
  expect(wasCovered([life(1, 0, 100), life(2, 101, 400)], 180, at(281))).toBe(true);
  expect(wasCovered([life(1, 0, 100), life(2, 101, 400)], 180, at(280))).toBe(false);
});
