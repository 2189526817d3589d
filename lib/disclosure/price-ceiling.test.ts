import fc from "fast-check";
import { expect, test } from "vitest";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { highestPrice } from "./price-ceiling.ts";
import { type PriceVersion, pricesAt } from "./price-history.ts";

const T0 = asInstant(Date.UTC(2026, 0, 1));
const day = (days: number) => addMs(T0, Math.round(days * DAY_MS));
const storage = { service: "storage", unit: "call", currency: "EUR" };

/** `price` null: a list without the line. */
function list(entry: number, onDay: number, price: string | null, from: number, noticeDays = 14): PriceVersion {
  const line = { ...storage, pricePer1000: price, from: formatInstant(day(from)), noticeDays };
  const other = { ...line, service: "mail", pricePer1000: "9" };
  const body = { lines: price === null ? [other] : [other, line], expiresAt: formatInstant(day(onDay + 180)) };
  return { entry, loggedAt: day(onDay), body } as PriceVersion;
}
const at = (lists: readonly PriceVersion[], from: number, until = from) =>
  highestPrice(lists, storage, { from: day(from), date: day(from), logged: day(until), until: day(until) });

function ending({ body, ...version }: PriceVersion, onDay: number): PriceVersion {
  return { ...version, body: { ...body, expiresAt: formatInstant(day(onDay)) } };
}

const first = list(1, 0, "1.5", 0);

/** An hour, in days: between writing a list and the log having it. */
const ROOM = 1 / 24;

test("the old price holds until the notice of a higher one is over, and a lower one holds at once", () => {
  const announced = list(2, 10, "2", 24);
  const rushed = list(2, 10, "2", 10);
  const lowered = list(2, 10, "1", 10);
  expect([at([first, announced], 23.9), at([first, announced], 24)]).toEqual([1_500_000n, 2_000_000n]);
  // It says "from today", and had promised to say so 14 days ahead.
  expect([at([first, rushed], 23.9), at([first, rushed], 24)]).toEqual([1_500_000n, 2_000_000n]);
  expect([at([first, lowered], 9.9), at([first, lowered], 10)]).toEqual([1_500_000n, 1_000_000n]);
  expect(at([lowered, first], 9, 11)).toBe(1_500_000n);
});

test("no list binds before it was logged, after it ended, or once a line is gone and its notice over", () => {
  expect([at([first], -0.1), at([first], -1, 1), at([list(1, 5, "1", 0)], 4)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([at([first], 179.9), at([first], 180)]).toEqual([1_500_000n, undefined]);
  expect(at([first, list(2, 170, "1.5", 0)], 200)).toBe(1_500_000n);
  const gone = list(2, 10, null, 0);
  expect([at([first, gone], 23.9), at([first, gone], 24)]).toEqual([1_500_000n, undefined]);
  const once = { from: day(1), date: day(1), logged: day(1), until: day(1) };
  expect(highestPrice([first], storage, once)).toBe(1_500_000n);
  expect(highestPrice([first], { ...storage, currency: "USD" }, once)).toBe(undefined);
});

test("a raise that was announced stands when a later list repeats it, later or lower, and not when one takes it back", () => {
  const announced = list(2, 10, "2", 24);
  const repeated = [first, announced, list(3, 20, "2", 24)];
  expect([at(repeated, 23.9), at(repeated, 24)]).toEqual([1_500_000n, 2_000_000n]);
  expect(at([...repeated, list(4, 22, "2", 24, 30)], 24)).toBe(2_000_000n);
  const putOff = [first, announced, list(3, 20, "2", 26)];
  expect([at(putOff, 25.9), at(putOff, 26)]).toEqual([1_500_000n, 2_000_000n]);
  expect(at([first, announced, list(3, 20, "1.75", 24)], 24)).toBe(1_750_000n);
  expect(at([first, announced, list(3, 20, "2", 20)], 23.9)).toBe(1_500_000n);
  expect(at([first, announced, list(3, 20, "2.25", 24)], 33.9)).toBe(1_500_000n);
  expect(at([first, announced, list(3, 20, "1.5", 0), list(4, 21, "2", 24)], 34.9)).toBe(1_500_000n);
});

test.each([
  ["left out for a moment", [list(2, 10, null, 0), list(3, 10.001, "9", 10.001)], 24],
  ["left out twice", [list(2, 10, null, 0), list(3, 10.001, null, 0), list(4, 10.002, "9", 10.002)], 24],
  ["of a shorter notice since a moment", [list(2, 10, "1.5", 0, 0), list(3, 10.001, "9", 10.001, 0)], 24],
  ["of a shorter notice, left out", [list(2, 10, "1.5", 0, 0), list(3, 11, null, 0), list(4, 12, "9", 12)], 24],
  ["in a list that ends at once", [ending(list(2, 10, "1.5", 0), 10.001), list(3, 10.002, "9", 10.002)], 24],
  ["left out of a list that ends at once", [ending(list(2, 10, null, 0), 10.001), list(3, 10.002, "9", 10.002)], 24],
])("a line %s is raised once the notice that it had is over", (_, later, over) => {
  const lists = [first, ...later];
  expect([at(lists, 11), at(lists, over - ROOM - 0.0001), at(lists, over)]).toEqual([
    1_500_000n,
    1_500_000n,
    9_000_000n,
  ]);
});

test("a shorter notice is enough once the longer one is over, and so is none for a line that was gone", () => {
  const shorter = list(2, 10, "1.5", 0, 2);
  expect(at([first, shorter, list(3, 24, "2", 26)], 26)).toBe(2_000_000n);
  expect(at([first, list(2, 10, null, 0), list(3, 25, "2", 25)], 25)).toBe(2_000_000n);
  expect(at([ending(first, 30), list(2, 31, "2", 31)], 31)).toBe(2_000_000n);
  expect(at([first, list(2, 10, null, 0), list(3, 12, "1", 12)], 12)).toBe(1_000_000n);
});

test("a list promises nothing beyond its own end, whether the next one comes before or after that", () => {
  const monthly = ending(first, 30);
  expect(at([monthly, list(2, 25, "9", 30)], 30)).toBe(9_000_000n);
  expect(at([monthly, list(2, 25, "9", 30)], 29.9)).toBe(1_500_000n);
  expect(at([monthly, list(2, 29.9999, "9", 30)], 30)).toBe(9_000_000n);
  expect(at([monthly, list(2, 22, null, 0), list(3, 31, "9", 31)], 31)).toBe(9_000_000n);
  const announced = ending(list(2, 15, "9", 30), 30);
  expect(at([monthly, announced, list(3, 25, "9", 30)], 30)).toBe(9_000_000n);
  const rushed = [monthly, list(2, 10, null, 0), list(3, 10.001, "9", 10.001)];
  expect(at(rushed, 23.9)).toBe(1_500_000n);
});

test("a notice that is shorter by what passed between writing the list and the log having it is kept", () => {
  expect(at([first, list(2, 10.007, "9", 24)], 24)).toBe(9_000_000n);
  expect(at([first, list(2, 10.05, "9", 24)], 24)).toBe(1_500_000n);
});

test("where every change kept its notice, it is the price that readers are shown", () => {
  const change = fc.record({ wait: fc.integer({ min: 1, max: 30 }), price: fc.integer({ min: 1, max: 5 }) });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), fc.nat(400), (changes, asked) => {
      let onDay = 0;
      const lists = changes.map(({ wait, price }, entry) => {
        onDay += wait;
        return list(entry, onDay, String(price), entry === 0 ? onDay : onDay + 14);
      });
      // An announced lower price may be taken before its day only by lists that say so; here none does.
      const shown = pricesAt(
        lists.filter(({ loggedAt }) => loggedAt <= day(asked)),
        day(asked),
      ).find(({ service }) => service === "storage")?.now?.price;
      fc.pre(asked < onDay + 180);
      const known = lists.filter(({ loggedAt }) => loggedAt <= day(asked));
      expect(at(known, asked)).toBe(shown === undefined ? undefined : BigInt(shown) * 1_000_000n);
    }),
    { seed: 11, numRuns: 200 },
  );
});
