import fc from "fast-check";
import { expect, test } from "vitest";
import { roundUp, stepPath } from "./step-scale.ts";

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
