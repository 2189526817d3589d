import { expect, test } from "vitest";
import { formatRelative, formatSpan, formatUtc } from "./format-time.ts";

const at = Date.UTC(2026, 10, 22, 10, 0, 5);

test("absolute times are UTC to the precision asked for", () => {
  expect(formatUtc(at)).toBe("2026-11-22 10:00:05 UTC");
  expect(formatUtc(at, "minute")).toBe("2026-11-22 10:00 UTC");
  expect(formatUtc(at, "day")).toBe("2026-11-22");
});

test.each([
  [999, "0 s"],
  [59_999, "59 s"],
  [60_000, "1 min"],
  [3_600_000, "1 h"],
  [7_500_000, "2 h 5 min"],
  [86_399_000, "23 h 59 min"],
  [86_400_000, "1 d"],
  [100_800_000, "1 d 4 h"],
  [10 * 86_400_000 + 3_600_000, "10 d"],
])("a span of %d ms reads %s", (ms, text) => {
  expect(formatSpan(ms)).toBe(text);
});

test("relative times depend only on the two instants given", () => {
  expect(formatRelative(at, at + 1500)).toBe("just now");
  expect(formatRelative(at, at + 180_000)).toBe("3 min ago");
  expect(formatRelative(at, at - 7_200_000)).toBe("in 2 h");
});
