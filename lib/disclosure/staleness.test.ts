import fc from "fast-check";
import { expect, test } from "vitest";
import { addMs, DAY_MS, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { lifeOf, type Staleness, stalenessAt } from "./staleness.ts";

const from = parseInstant("2026-01-01T00:00:00.000Z") as Instant;
const life = { from, until: addMs(from, 100 * DAY_MS) };

test("a disclosure is due in the last fifth of its life, stale after it, long stale after twice its life", () => {
  const at = (days: number) => stalenessAt(life, addMs(from, days * DAY_MS));
  expect([0, 79, 80, 99].map(at)).toEqual(["ok", "ok", "due", "due"]);
  expect(stalenessAt(life, addMs(life.until, -1))).toBe("due");
  expect(stalenessAt(life, life.until)).toBe("stale");
  expect(stalenessAt(life, addMs(from, 200 * DAY_MS - 1))).toBe("stale");
  expect([200].map(at)).toEqual(["long-stale"]);
  expect(stalenessAt(undefined, from)).toBe("never");
  expect(stalenessAt({ from, until: null }, addMs(from, 9_000 * DAY_MS))).toBe("ok");
});

test("each turn comes at its second: not one before, and not one late", () => {
  const around = (at: Instant) => [-1_000, 0, 1_000].map((ms) => stalenessAt(life, addMs(at, ms)));
  expect(around(addMs(from, 80 * DAY_MS))).toEqual(["ok", "due", "due"]);
  expect(around(life.until)).toEqual(["due", "stale", "stale"]);
  expect(around(addMs(life.until, 100 * DAY_MS))).toEqual(["stale", "long-stale", "long-stale"]);
});

test("a version that is dated back lives from its entry on, so that it is long stale no later than any other", () => {
  const record = (effectiveAt: string) => ({
    effectiveAt,
    loggedAt: formatInstant(from),
    expiresAt: formatInstant(life.until),
  });
  expect(lifeOf(record("1970-01-01T00:00:00.000Z"))).toEqual(life);
  const ahead = addMs(from, DAY_MS);
  expect(lifeOf(record(formatInstant(ahead)))).toEqual({ from: ahead, until: life.until });
});

test("time only makes a disclosure staler", () => {
  const order: Staleness[] = ["ok", "due", "stale", "long-stale"];
  const days = fc.integer({ min: 0, max: 400 });
  fc.assert(
    fc.property(days, days, (a, b) => {
      const [early, late] = [Math.min(a, b), Math.max(a, b)].map((day) =>
        order.indexOf(stalenessAt(life, addMs(from, day * DAY_MS))),
      );
      expect(early).toBeLessThanOrEqual(late ?? -1);
    }),
    { seed: 5 },
  );
});
