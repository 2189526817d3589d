import { expect, test } from "vitest";
import { grouped, stepsOf } from "./rule-steps.ts";

test("steps are told apart from what they are worth, and what is no pair stays as the model says it", () => {
  expect(stepsOf("at first −10 · from 365 0 · from 12600 +3.7 · suspended −74")).toEqual([
    { from: "at first", points: "−10" },
    { from: "from 365", points: "0" },
    { from: "from 12600", points: "+3.7" },
    { from: "suspended", points: "−74" },
  ]);
  expect(stepsOf("each doubling above 1000000 +3.7, +37 at most")).toEqual([
    { from: "each doubling above 1000000 +3.7, +37 at most", points: undefined },
  ]);
});

test("large whole numbers stand in groups of three, fractions and small ones as they are", () => {
  expect(grouped("above 1000000 +3.7, 1460 days, 0.0005 %, 365, 12345.6789")).toBe(
    "above 1,000,000 +3.7, 1,460 days, 0.0005 %, 365, 12345.6789",
  );
  expect(grouped("a table of 1001 rows.")).toBe("a table of 1,001 rows.");
});
