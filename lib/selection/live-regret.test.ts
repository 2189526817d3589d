import { expect, test } from "vitest";
import { liveRegret } from "./live-regret.ts";
import { madeRecord } from "./testing/made-record.ts";

test("averages are those of the calls, and the estimate says how wide it is", () => {
  const record = madeRecord("dch-ix", 400);
  const reports = record.events.filter((event) => event.kind === "report");
  const found = liveRegret(record);
  expect(found.calls).toBe(reports.length);
  expect(found.averageLoss).toBeCloseTo(reports.reduce((sum, { loss }) => sum + loss, 0) / reports.length, 12);
  expect(found.indexes.map(({ index }) => index)).toEqual(["north", "east", "south", "west"]);
  for (const { calls, averageLoss } of found.indexes) {
    expect(calls).toBeGreaterThan(0);
    expect(averageLoss).toBeGreaterThan(0);
  }
  expect(found.estimated?.low).toBeLessThan(found.estimated?.value ?? Number.NaN);
  expect(found.estimated?.high).toBeGreaterThan(found.estimated?.value ?? Number.NaN);
});

test("of a record without a known loss nothing is estimated", () => {
  const record = madeRecord("dch-ix", 10);
  const events = record.events.filter((event) => event.kind === "choice");
  expect(liveRegret({ ...record, events })).toMatchObject({ calls: 0, averageLoss: null, estimated: null });
});

test("an index that is followed in every call has no estimated extra loss", () => {
  const record = madeRecord("dch-ix", 1);
  const choice = {
    kind: "choice",
    ticket: 1,
    asleep: [],
    index: "north",
    provider: "a",
    eta: 1,
    distinct: 1,
    open: 0,
  } as const;
  const recommendations: [string, string][] = [["north", "a"]];
  const found = liveRegret({
    ...record,
    events: [
      { ...choice, recommendations, probability: 1, providerProbability: 1 },
      { kind: "report", ticket: 1, loss: 0.5 },
    ],
  });
  expect(found.indexes[0]).toMatchObject({ calls: 1, averageLoss: 0.5, extra: 0, error: 0 });
});
