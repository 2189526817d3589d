import { expect, test } from "vitest";
import {
  initialsOf,
  labelled,
  memoryLabel,
  placeOf,
  type RailFacts,
  type RailStation,
  tieOf,
  titleOf,
} from "./rail-model.ts";

const NOW = Date.UTC(2026, 10, 26, 12);
const MINUTE = 60_000;
const north = { name: "north", isIndependent: true };
const south = { name: "south", isIndependent: true };
const own = { name: "demo", isIndependent: false };

const station = (size: number, agoMs: number, names: readonly string[], isEnough = false): RailStation => ({
  size,
  root: "ab".repeat(32),
  signedAt: NOW - agoMs,
  added: 1,
  seenBy: names.map((name) => ({ name, at: NOW - agoMs })),
  isEnough,
});
const facts = (changes: Partial<RailFacts>): RailFacts => ({
  stations: [station(312, 41_000, ["north", "south"], true)],
  from: NOW - 24 * 60 * MINUTE,
  now: NOW,
  watchers: [north, south, own],
  ...changes,
});

test("the title says by whom nothing was seen and until when, and never that no fork exists", () => {
  expect(titleOf(facts({}))).toBe("No split seen up to entry 311 by 2 of 2 independent watchers, 41 s ago");
  const lag = [station(300, 5 * MINUTE, ["north"]), station(312, 41_000, [])];
  expect(titleOf(facts({ stations: lag }))).toBe(
    "No split seen up to entry 299 by 1 of 2 independent watchers, 5 min ago",
  );
  expect(titleOf(facts({ watchers: [] }))).toContain("nobody independent watches");
  expect(titleOf(facts({ watchers: [own] }))).toContain("0 independent watchers (demo");
  expect(titleOf(facts({ stopped: { behind: 12 } }))).toContain("Signing stopped, 12 entries behind");
  const root = "ab".repeat(32);
  const fork = {
    heads: [
      { size: 9, root },
      { size: 9, root },
    ] as const,
    seenAt: NOW,
    proofHref: "/",
  };
  expect(titleOf(facts({ fork, stopped: { behind: 12 } }))).toContain("signed two logs");
});

test("a tie is thick only with enough independent watchers: the index's own never count", () => {
  const { watchers } = facts({});
  expect(tieOf(station(1, 0, ["north", "south"], true), watchers)).toBe("enough");
  expect(tieOf(station(1, 0, ["north", "demo"]), watchers)).toBe("some");
  expect(tieOf(station(1, 0, ["demo"], true), watchers)).toBe("self-run");
  expect(tieOf(station(1, 0, []), watchers)).toBe("none");
});

test("moments stay inside the drawing, and labels never overlap", () => {
  const crowd = Array.from({ length: 24 }, (_, at) => station(100 + at, (24 - at) * MINUTE, []));
  const day = facts({ stations: crowd });
  expect(placeOf(NOW - 9 * 86_400_000, day)).toBe(placeOf(day.from, day));
  expect(placeOf(NOW + MINUTE, day)).toBe(placeOf(NOW, day));
  const places = crowd.filter(({ size }) => labelled(day).has(size)).map(({ signedAt }) => placeOf(signedAt, day));
  expect(labelled(day).has(123)).toBe(true);
  for (const [at, place] of places.entries())
    if (at > 0) expect(place - (places[at - 1] ?? 0)).toBeGreaterThanOrEqual(8);
});

test("this browser's visit is named by hour, weekday or date; watchers by two letters", () => {
  expect(memoryLabel(NOW - 60 * MINUTE, NOW)).toBe("you, 11:00");
  expect(memoryLabel(NOW - 2 * 86_400_000, NOW)).toBe("you, Tuesday");
  expect(memoryLabel(NOW - 20 * 86_400_000, NOW)).toBe("you, 2026-11-06");
  expect([initialsOf("north-office"), initialsOf("Vela"), initialsOf("x")]).toEqual(["NO", "VE", "X"]);
});
