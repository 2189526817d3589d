import { expect, test } from "vitest";
import { asInstant } from "#lib/kernel/instant.ts";
import { hundredthsText, offersOf, type PriceList } from "./offers.ts";

const AT = asInstant(0);
const line = (service: string, price: string, unit = "call", currency = "EUR") => ({
  ...{ service, unit, currency, noticeDays: 14, next: undefined },
  now: { price, from: AT },
});
const list = (entry: number, lines: PriceList["lines"]): PriceList => ({ lines, entry, staleSince: null });

test("the seller's own line counts, by the service's id before a word that it shares with others, else the list price", () => {
  const own = list(4, [line("storage", "0.45"), line("search", "2", "query")]);
  const seller = list(9, [line("storage", "9"), line("prv_s", "0.5"), line("prv_s", "7", "day"), line("other", "1")]);
  expect(offersOf("prv_s", own, seller)).toMatchObject([
    { category: "storage", price: "0.5", by: "instance", entry: 9, listPrice: "0.45", markup: 1111n },
    { category: "search", price: "2", by: "service", entry: 4, listPrice: "2", markup: null },
    { category: "prv_s", unit: "day", price: "7", by: "instance", listPrice: null, markup: null },
  ]);
  const two = list(4, [line("storage", "0.45"), line("search", "2")]);
  expect(offersOf("prv_s", two, list(9, [line("prv_s", "1")])).map(({ by, price }) => [by, price])).toEqual([
    ["service", "0.45"],
    ["service", "2"],
    ["instance", "1"],
  ]);
  expect(offersOf("prv_t", own, list(9, [line("storage", "0.36")]))[0]).toMatchObject({ markup: -2000n });
});

test("another unit or currency is another price, what is still to come is no offer, and nothing is over nothing", () => {
  const own = list(4, [line("storage", "0"), { ...line("later", "1"), now: undefined }]);
  const seller = list(9, [line("storage", "1", "day"), line("storage", "1", "call", "USD")]);
  expect(offersOf("prv_s", own, seller)).toMatchObject([{ price: "0", by: "service" }]);
  expect(offersOf("prv_s", own, list(9, [line("storage", "1")]))).toMatchObject([{ price: "1", markup: null }]);
  expect(offersOf("prv_s", undefined, undefined)).toEqual([]);
});

test("hundredths keep their sign and their two decimals", () => {
  expect([0n, 5n, -5n, 1111n, -125000n].map(hundredthsText)).toEqual(["0.00", "0.05", "-0.05", "11.11", "-1250.00"]);
});
