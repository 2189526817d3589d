import fc from "fast-check";
import { expect, test } from "vitest";
import { formatUtc } from "#components/ui/format-time.ts";
import { countTicks, roundUp, stepPath, timeTicks } from "./step-scale.ts";

test("an axis top is never below the value and at most 2.5 times it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), (value) => {
      expect(roundUp(value)).toBeGreaterThanOrEqual(value);
      expect(roundUp(value)).toBeLessThanOrEqual(value * 2.5);
    }),
    { seed: 20261123 },
  );
});

test("a step line holds its value until the next point and stays inside the box", () => {
  const points = [
    { t: 0, count: 0 },
    { t: 50, count: 5 },
    { t: 100, count: 10 },
  ];
  expect(stepPath(points, 200, 100, 10)).toBe("M0.0 100.0H100.0V50.0H200.0V0.0");
});

test("axis labels are whole, at equal distances, and no two moments read alike", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.integer({ min: 1, max: 2_000_000_000 }),
      fc.integer({ min: 5_000, max: 100_000_000_000 }),
      (count, firstSeconds, spanMs) => {
        const counts = countTicks(roundUp(count));
        expect(counts.every(Number.isInteger)).toBe(true);
        expect(new Set(counts.slice(1).map((tick, step) => tick - (counts[step] ?? 0))).size).toBe(1);
        const { ticks, precision } = timeTicks(firstSeconds * 1000, firstSeconds * 1000 + spanMs);
        expect(new Set(ticks.map((t) => formatUtc(t, precision))).size).toBe(5);
      },
    ),
    { seed: 20261126 },
  );
});
