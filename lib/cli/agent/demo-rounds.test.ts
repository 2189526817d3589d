import { expect, test } from "vitest";
import { addMs, asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import { HONEST_ROUNDS, nextNeed, roundsClock, roundsDue, WEEK_MS } from "./demo-rounds.ts";

const MARKET = { category: "due dates", unit: "call", currency: "EUR" };

test("one question until the paid index turns, another while it is paid, and in the end the first again", () => {
  const due = roundsDue(0);
  const asked: (string | undefined)[] = [];
  for (let made = 0; made < due; ) {
    const { need, rounds } = nextNeed(made, due, MARKET);
    expect(need).toMatchObject(MARKET);
    asked.push(need.budget);
    made += rounds;
  }
  expect(asked).toEqual(["0.05", "0.1", "0.05"]);
  expect(nextNeed(0, due, MARKET).rounds).toBe(HONEST_ROUNDS);
});

test("rounds are bounded: as many as the weeks that passed bring, and none once they are made", () => {
  const due = roundsDue(0);
  expect(roundsDue(-3)).toBe(due);
  expect(roundsDue(0.99)).toBe(due);
  expect(roundsDue(2)).toBeGreaterThan(roundsDue(1));
  expect(roundsDue(5_000)).toBe(roundsDue(52));
  expect(nextNeed(due, due, MARKET).rounds).toBe(0);
});

test("calls are dated by the demonstration's clock, and by the day of its last round whoever lets years pass at once", () => {
  const visitorsDay = asInstant(Date.UTC(2026, 11, 1));
  const clock = { now: visitorsDay };
  const dated = roundsClock(() => clock.now, visitorsDay);
  for (const [weeks, at] of [
    [0, 0],
    [3.5, 3.5],
    [52, 52],
    [520, 52],
  ] as const) {
    clock.now = addMs(visitorsDay, weeks * WEEK_MS);
    expect(dated()).toBe(addMs(visitorsDay, at * WEEK_MS));
    expect(roundsDue(weeks)).toBe(roundsDue(at));
  }
  // What its services promise lasts for some 410 days after the visitor's day.
  expect((dated() - visitorsDay) / DAY_MS).toBeLessThan(400);
});
