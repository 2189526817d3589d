import fc from "fast-check";
import { expect, test } from "vitest";
import { addMs, formatInstant, HOUR_MS, type Instant, MINUTE_MS, parseInstant } from "#lib/kernel/instant.ts";
import { ageReport, checkSeries } from "./check-series.ts";
import { codesOf } from "./report.ts";
import { RULE_CODES, RULES } from "./rules.ts";
import { BREAKS, cleanSeries, digestOf, rowOf } from "./testing/generator.ts";

const SEED = { seed: 17, numRuns: 10 };
const length = fc.integer({ min: 5, max: 40 });

test("a series that keeps every rule gives no code", () => {
  fc.assert(
    fc.property(length, (count) => {
      const report = checkSeries(cleanSeries(count));
      expect(codesOf(report)).toEqual([]);
      expect(report.rules.map(({ outcome }) => outcome)).toEqual(RULE_CODES.map(() => "pass"));
      expect(report.timely).toBe(count);
    }),
    SEED,
  );
});

test.each(RULE_CODES)("a series broken by %s gives exactly that code, at any block", (code) => {
  fc.assert(
    fc.property(length, fc.nat(), (count, at) => {
      const block = 1 + (at % (count - 3));
      const report = checkSeries(BREAKS[code](cleanSeries(count), block));
      expect(codesOf(report)).toEqual([code]);
    }),
    SEED,
  );
});

test("the rules are numbered 1 to 16 in their order", () => {
  expect(
    Object.values(RULES)
      .map(({ number }) => number)
      .toSorted((a, b) => a - b),
  ).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
});

test("a fork stays, whatever is published after it", () => {
  const forked = BREAKS.fork(cleanSeries(8), 3);
  const after = checkSeries({ ...forked, observations: [...forked.observations, rowOf(digestOf(8), 8)] });
  expect(after.splits.map(({ block, kind, sides }) => [block, kind, sides.length])).toEqual([[3, "fork", 2]]);
});

test("an idle statement excuses the silence that it covers, and none in hindsight", () => {
  const silent = BREAKS.silence(cleanSeries(6), 0);
  const last = silent.observations.at(-1)?.receivedAt as Instant;
  const idle = (entryAt: Instant) => ({ entry: 90, receivedAt: entryAt, from: last, until: silent.asOf });
  const inTime = checkSeries({ ...silent, idles: [idle(addMs(last, HOUR_MS))] });
  const afterwards = checkSeries({
    ...silent,
    asOf: addMs(silent.asOf, 9 * HOUR_MS),
    idles: [{ ...idle(addMs(last, 9 * HOUR_MS)), until: addMs(silent.asOf, 9 * HOUR_MS) }],
  });
  expect(codesOf(inTime)).toEqual([]);
  expect(codesOf(afterwards)).toEqual(["silence"]);
  expect(afterwards.silences).toHaveLength(1);
});

test("while the log was away nobody was silent: neither before the next block nor since the last one", () => {
  const silent = BREAKS.silence(cleanSeries(6), 0);
  const last = silent.observations.at(-1)?.receivedAt as Instant;
  const awayFor = (ms: number) => [{ from: formatInstant(last), to: formatInstant(addMs(last, ms)) }];
  const spoken = addMs(silent.asOf, MINUTE_MS);
  const closed = {
    ...silent,
    asOf: spoken,
    observations: [...silent.observations, rowOf(digestOf(6), 6, { receivedAt: spoken })],
  };
  const codesWith = (facts: typeof silent, ms: number) =>
    codesOf(checkSeries({ ...facts, outages: awayFor(ms) })).filter((code) => code === "silence");
  // Silent for three hours and more, of which two are allowed.
  expect([codesWith(silent, MINUTE_MS), codesWith(silent, 2 * HOUR_MS)]).toEqual([["silence"], []]);
  expect([codesWith(closed, MINUTE_MS), codesWith(closed, 2 * HOUR_MS)]).toEqual([["silence"], []]);
  const aged = ageReport(checkSeries({ ...silent, asOf: last }), silent.asOf, awayFor(2 * HOUR_MS));
  expect(codesOf(aged)).toEqual([]);
});

test("a restore with a signed reason breaks nothing and is an event", () => {
  const restored = BREAKS.restore(cleanSeries(5), 1);
  const before = restored.earlier[0] ?? "";
  const told = checkSeries({
    ...restored,
    restores: [{ entry: 5, receivedAt: restored.asOf, before, reason: "Region lost." }],
  });
  expect(codesOf(told)).toEqual([]);
  expect(told.events.map(({ kind }) => kind)).toContain("restore");
});

test("late blocks close a gap but are never timely", () => {
  const report = checkSeries(BREAKS.late(cleanSeries(10), 4));
  expect([report.unpinned, report.timely, report.blocks]).toEqual([0, 9, 10]);
});

test("nobody states storage, cadence or a verification: nothing can be said, and nothing is good", () => {
  const silent = checkSeries({ ...cleanSeries(5), storages: [], cadences: [], attestations: [] });
  const outcome = (code: string) => silent.rules.find((rule) => rule.code === code)?.outcome;
  expect(["storage", "silence", "lag", "attestation"].map(outcome)).toEqual(Array(4).fill("cannot-check"));
  expect(silent.asOf).toBe("2026-01-02T05:00:00.000Z");
  expect(parseInstant(silent.asOf)).toBeDefined();
});
