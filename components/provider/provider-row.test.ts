import { expect, test } from "vitest";
import type { RowMarks } from "./provider-row.ts";
import { limitText } from "./row-words.ts";

const marks = (change: Partial<RowMarks>): RowMarks => ({
  ...{ tier: "C", is_shut: false, decided_by: "failure", limit_percent: 25, prepay_days: 7, transparency: 2 },
  probability: { estimate: 40_000, low: 20_000, high: 80_000 },
  ...change,
});

test("a limit is said in the reader's own money once it is stated, rounded down, and of every 100 until then", () => {
  expect(limitText(marks({}), "150")).toBe("37");
  expect(limitText(marks({}), "")).toBe("25 of 100");
  expect(limitText(marks({ limit_percent: 0 }), "150")).toBe("0");
  expect(limitText(marks({}), "-3")).toBe("25 of 100");
});
