import { expect, test } from "vitest";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { spansOf } from "./key-spans.ts";

const START = parseInstant("2026-11-01T00:00:00.000Z") as Instant;
const day = (count: number) => formatInstant(addMs(START, count * DAY_MS));
const entry = 5 as EntryIndex;
const key = { addedAt: day(0), activeFrom: day(1), retirement: null, revocation: null };

function drawn(change: object, now: number) {
  return spansOf({ ...key, ...change }, addMs(START, now * DAY_MS)).map(
    ({ kind, from, to }) => `${kind} ${(from - START) / DAY_MS}-${(to - START) / DAY_MS}`,
  );
}

test("a key waits, then is in force until now", () => {
  expect(drawn({}, 5)).toEqual(["waiting 0-1", "in-force 1-5"]);
  expect(drawn({ activeFrom: day(0) }, 5)).toEqual(["in-force 0-5"]);
  expect(drawn({}, 0.5)).toEqual(["waiting 0-0.5"]);
});

test("a retiring key overlaps until its end, and not beyond", () => {
  const retirement = { entry, at: day(3), retiresAt: day(6) };
  expect(drawn({ retirement }, 5)).toEqual(["waiting 0-1", "in-force 1-3", "overlap 3-5"]);
  expect(drawn({ retirement }, 9)).toEqual(["waiting 0-1", "in-force 1-3", "overlap 3-6"]);
});

test("the time from the theft to the revocation is drawn as in doubt", () => {
  const revocation = { entry, at: day(6), reason: "compromised", compromisedSince: day(4) } as const;
  expect(drawn({ revocation }, 9)).toEqual(["waiting 0-1", "in-force 1-4", "doubt 4-6"]);
  expect(drawn({ revocation: { ...revocation, compromisedSince: null } }, 9)).toEqual(["waiting 0-1", "in-force 1-6"]);
  expect(drawn({ revocation: { ...revocation, compromisedSince: day(-5) } }, 9)).toEqual(["waiting 0-1", "doubt 1-6"]);
});

test("a key that only proved a name has no life to draw", () => {
  expect(drawn({ activeFrom: null }, 5)).toEqual([]);
});
