import fc from "fast-check";
import { expect, test } from "vitest";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { disclosure as fees } from "#lib/statement/disclosures/fees.ts";
import { type PriceVersion, priceChanges, pricesAt } from "./price-history.ts";

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

test("the history counts as many changes kept and broken as the log does", () => {
  fc.assert(
    fc.property(versions, (drawn) => {
      let onDay = 0;
      const lists = drawn.map(({ wait, lines }, entry) => {
        onDay += wait;
        return list(
          entry,
          onDay,
          lines.map(([service, price, ahead, notice]) => [service, price, onDay + ahead, notice]),
        );
      });
      const facts = lists.reduce<JsonObject>(
        (before, version) => fees.keep?.(before, { ...version, statement: "" }) as JsonObject,
        {},
      );
      const changes = priceChanges(lists);
      expect(changes.filter(({ isKept }) => isKept)).toHaveLength(Number(facts.kept ?? 0));
      expect(changes.filter(({ isKept }) => !isKept)).toHaveLength(Number(facts.broken ?? 0));
    }),
    { seed: 7 },
  );
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
