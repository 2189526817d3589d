import fc from "fast-check";
import { expect, test } from "vitest";
import { addMs, asInstant, DAY_MS, days, formatInstant, hours, minutes, parseInstant } from "./instant.ts";

const seed = 20261122;
const FIRST = Date.parse("0000-01-01T00:00:00.000Z");
const LAST = Date.parse("9999-12-31T23:59:59.999Z");

test("every instant is written as the platform writes it, and reads back", () => {
  fc.assert(
    fc.property(fc.integer({ min: FIRST, max: LAST }), (ms) => {
      const text = formatInstant(asInstant(ms));
      expect(text).toBe(new Date(ms).toISOString());
      expect(parseInstant(text)).toBe(ms);
    }),
    { seed, numRuns: 2000 },
  );
});

test("every day of a 400-year era is written as the platform writes it", () => {
  const start = Date.parse("1800-01-01T00:00:00.000Z");
  const wrong = Array.from({ length: 146_097 }, (_, day) => start + day * DAY_MS).filter(
    (ms) => formatInstant(asInstant(ms)) !== new Date(ms).toISOString(),
  );
  expect(wrong).toEqual([]);
});

test.each([
  "2026-11-22T10:00:00Z",
  "2026-11-22T10:00:00.00Z",
  "2026-11-22T10:00:00.0000Z",
  "2026-11-22T10:00:00.000z",
  "2026-11-22t10:00:00.000Z",
  "2026-11-22 10:00:00.000Z",
  "2026-11-22T10:00:00.000+00:00",
  "2026-11-22T10:00:00.000",
  " 2026-11-22T10:00:00.000Z",
  "2026-11-22T10:00:00.000Z\n",
  "+002026-11-22T10:00:00.000Z",
  "2026-11-31T10:00:00.000Z",
  // The sign behind nine: as a digit it would be ten.
  "2026-11-2:T10:00:00.000Z",
  "2026-02-29T10:00:00.000Z",
  "1900-02-29T10:00:00.000Z",
  "2026-00-01T10:00:00.000Z",
  "2026-13-01T10:00:00.000Z",
  "2026-01-00T10:00:00.000Z",
  "2026-11-22T24:00:00.000Z",
  "2026-11-22T23:60:00.000Z",
  "2016-12-31T23:59:60.000Z",
])("%j is not an instant", (text) => {
  expect(parseInstant(text)).toBeUndefined();
});

test("spans add up, and leave the calendar only by an error", () => {
  expect(parseInstant("2024-02-29T00:00:00.000Z")).toBe(Date.parse("2024-02-29"));
  expect(days(1)).toBe(hours(24));
  expect(hours(1)).toBe(minutes(60));
  expect(formatInstant(addMs(asInstant(0), days(365)))).toBe("1971-01-01T00:00:00.000Z");
  expect(() => addMs(asInstant(LAST), 1)).toThrow(RangeError);
  expect(() => asInstant(0.5)).toThrow(RangeError);
});
