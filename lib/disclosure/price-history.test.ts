import fc from "fast-check";
import { expect, test } from "vitest";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { disclosure as fees } from "#lib/statement/disclosures/fees.ts";
import { noticeCounts, type PriceVersion, priceChanges, pricesAt } from "./price-history.ts";

const T0 = asInstant(Date.UTC(2026, 0, 1));
const day = (days: number) => addMs(T0, days * DAY_MS);

function list(entry: number, onDay: number, lines: readonly [string, string, number, number?][]): PriceVersion {
  const body = {
    lines: lines.map(([service, pricePer1000, from, noticeDays = 14]) => ({
      ...{ service, unit: "call", currency: "EUR", pricePer1000, noticeDays },
      from: formatInstant(day(from)),
    })),
  };
  return { entry, loggedAt: day(onDay), body };
}

const versions = fc.array(
  fc.record({
    wait: fc.integer({ min: 1, max: 30 }),
    lines: fc.uniqueArray(
      fc.tuple(
        fc.constantFrom("storage", "search", "mail"),
        fc.constantFrom("1", "2", "3"),
        fc.integer({ min: -40, max: 40 }),
        fc.integer({ min: 0, max: 30 }),
      ),
      { selector: ([service]) => service, minLength: 1 },
    ),
  }),
  { maxLength: 8 },
);

function listsOf(drawn: readonly { wait: number; lines: [string, string, number, number][] }[]): PriceVersion[] {
  let onDay = 0;
  return drawn.map(({ wait, lines }, entry) => {
    onDay += wait;
    return list(
      entry,
      onDay,
      lines.map(([service, price, ahead, notice]) => [service, price, onDay + ahead, notice]),
    );
  });
}

function counted(lists: readonly PriceVersion[]) {
  const keep = (before: JsonObject, version: PriceVersion) =>
    fees.keep?.(before, { ...version, statement: "" }) as JsonObject;
  const { kept, broken } = lists.reduce<JsonObject>(keep, {});
  const logged = { kept: Number(kept ?? 0), broken: Number(broken ?? 0) };
  return { logged, shown: noticeCounts(priceChanges(lists), { kept: 0, broken: 0 }, true) };
}

test("the history counts as many changes kept and broken as the log does, where no list takes back what one before it promised", () => {
  fc.assert(
    fc.property(versions, (drawn) => {
      const same = ["storage", "search", "mail"].map((service, at) => ({ service, ahead: 7 * at, notice: 6 * at }));
      const lists = drawn.map(({ wait, lines }) => ({
        wait,
        lines: same.map(({ service, ahead, notice }): [string, string, number, number] => {
          const price = lines.find(([each]) => each === service)?.[1] ?? "4";
          return [service, price, ahead, notice];
        }),
      }));
      const { logged, shown } = counted(listsOf(lists));
      expect(shown).toEqual(logged);
    }),
    { seed: 7 },
  );
});

test("the history counts no change as kept that the log counts as broken, and leaves none out", () => {
  fc.assert(
    fc.property(versions, (drawn) => {
      const { logged, shown } = counted(listsOf(drawn));
      expect(shown.broken).toBeGreaterThanOrEqual(logged.broken);
      expect(shown.kept + shown.broken).toBeGreaterThanOrEqual(logged.kept + logged.broken);
    }),
    { seed: 7 },
  );
});

test("of lists that are not all at hand, at least the changes are counted that the log counted", () => {
  const changes = priceChanges([list(1, 0, [["storage", "1", 0]]), list(2, 10, [["storage", "2", 10]])]);
  expect(noticeCounts(changes, { kept: 3, broken: 0 }, false)).toEqual({ kept: 3, broken: 1 });
  expect(noticeCounts(changes, { kept: 3, broken: 4 }, false)).toEqual({ kept: 3, broken: 4 });
});

test("a notice that is evaded is shown as broken: a line left out for a day, a shorter notice, a day brought forward", () => {
  const first = list(1, 0, [["storage", "1", 0]]);
  const last = (...more: PriceVersion[]) => priceChanges([first, ...more])[0];
  const evaded = { before: "1", after: "9", promisedDays: 14, isKept: false };
  expect(last(list(2, 10, []), list(3, 11, [["storage", "9", 11]]))).toMatchObject({ ...evaded, givenMs: 0 });
  const shorter = list(2, 10, [["storage", "1", 0, 0]]);
  expect(last(shorter, list(3, 11, [["storage", "9", 12, 0]]))).toMatchObject({ ...evaded, givenMs: DAY_MS });
  expect(last(shorter, list(3, 24, [["storage", "9", 24, 0]]))).toMatchObject({ promisedDays: 0, isKept: true });
  const announced = list(2, 10, [["storage", "9", 24]]);
  expect(last(announced, list(3, 20, [["storage", "9", 21]]))).toMatchObject({ ...evaded, entry: 3 });
  expect(last(announced, list(3, 20, [["storage", "9", 24]]))).toMatchObject({ entry: 2, isKept: true });
  expect(last(list(2, 10, []), list(3, 25, [["storage", "9", 25]]))).toBe(undefined);
});

test("an announced price does not hold before its day, and a later list can take it back", () => {
  const first = list(1, 0, [["storage", "1", 0]]);
  const raise = list(2, 10, [["storage", "2", 24]]);
  const price = (lists: readonly PriceVersion[], at: number) => pricesAt(lists, day(at))[0];
  expect(price([first, raise], 23)).toMatchObject({ now: { price: "1" }, next: { price: "2", from: day(24) } });
  expect(price([first, raise], 24)).toMatchObject({ now: { price: "2" }, next: undefined });
  const back = list(3, 20, [["storage", "1", 20]]);
  expect(price([first, raise, back], 30)).toMatchObject({ now: { price: "1", from: day(0) }, next: undefined });
});

test("of a change one sees what was promised and what was given", () => {
  const [change] = priceChanges([list(1, 0, [["storage", "1", 0, 14]]), list(2, 10, [["storage", "2", 23, 0]])]);
  expect(change).toMatchObject({ before: "1", after: "2", promisedDays: 14, givenMs: 13 * DAY_MS, isKept: false });
});
