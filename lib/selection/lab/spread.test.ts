import { expect, test } from "vitest";
import { spreadOf } from "./spread.ts";

test("of a hundred runs each share is the run that so many do not exceed", () => {
  const regrets = Array.from({ length: 100 }, (_, at) => ((at * 37) % 100) + 1);
  expect(spreadOf(regrets)).toEqual({
    ...{ runs: 100, mean: 50.5, low: 5, median: 50, high: 95, tail: 99, most: 100 },
    error: expect.closeTo(Math.sqrt((100 * 101) / 12 / 100), 10),
  });
});

test("one run is all of it, and of none nothing is said", () => {
  expect(spreadOf([3])).toEqual({ runs: 1, mean: 3, error: 0, median: 3, low: 3, high: 3, tail: 3, most: 3 });
  expect(() => spreadOf([])).toThrow(RangeError);
});
