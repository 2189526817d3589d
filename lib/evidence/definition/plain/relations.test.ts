/** Values that are the same, or the other way round, are judged where a test has them so. */
import { expect, test } from "vitest";
import { bodies, queries } from "../testing/requests.ts";
import { relationsOf } from "./relations.ts";

test("the same value twice is judged where a test has it: nothing to convert is no pair to the next", () => {
  const tests = ["?from=EUR&to=SEK", "?from=DKK&to=EUR", "?from=SEK&to=NOK", "?from=NOK&to=DKK"];
  const asks = ["?from=EUR&to=EUR", "?from=NOK&to=EUR", "?from=CHF&to=CHF"];
  expect(queries(...tests)(...asks)).toEqual(["?from=NOK&to=EUR"]);
  expect(queries(...tests, "?from=SEK&to=SEK")(...asks)).toEqual(asks);
  const places = bodies('{"from":"Voss","to":"Oslo","at":1}', '{"from":"Bergen","to":"Voss","at":2}');
  expect(places('{"from":"Oslo","to":"Oslo","at":1}', '{"from":"Oslo","to":"Bergen","at":1}')).toEqual([
    '{"from":"Oslo","to":"Bergen","at":1}',
  ]);
});

test("of two numbers or days the one above the other is the one of a test: a range may be read the other way round", () => {
  const asks = ["?min=250&max=100", "?min=100&max=250", "?min=7&max=7"];
  expect(queries("?min=1&max=20", "?min=30&max=900")(...asks)).toEqual(["?min=100&max=250"]);
  expect(queries("?min=1&max=20", "?min=30&max=900", "?min=9&max=3")(...asks)).toEqual(asks.slice(0, 2));
  const days = queries("?from=2027-01-15&until=2027-12-24", "?from=2027-02-13&until=2027-03-15");
  expect(days("?from=2027-12-24&until=2027-01-13", "?from=2027-01-13&until=2027-12-24")).toEqual([
    "?from=2027-01-13&until=2027-12-24",
  ]);
  const inLists = bodies('[{"least":1,"most":2}]', '[{"least":3,"most":40},{"least":5,"most":60}]');
  expect(inLists('[{"least":9,"most":8}]', '[{"least":8,"most":9}]')).toEqual(['[{"least":8,"most":9}]']);
});

test("values of two kinds, and elements of one list, are in no relation", () => {
  const of = (...values: readonly (string | number | boolean | null)[]) =>
    relationsOf(values.map((value, at) => [`${at}`, value] as const));
  expect(of("2.50", 2, "2", true, true, null, null, "", "", "no", "no")).toEqual([]);
  expect(of("2.50", "2.5", 7, 7)).toEqual(['"0" and "1" the same', '"2" and "3" the same']);
  expect(of("Rye", "rye", "09:30", "08:00")).toEqual(['"0" and "1" the same', '"2" above "3"']);
  expect(bodies("[1,2]", "[2,3,3]", "[4,1]")("[5,5]", "[9,7]")).toEqual(["[5,5]", "[9,7]"]);
});

test("of many each is held beside the next, so that time goes by their number", () => {
  const many = Array.from({ length: 50_000 }, (_, at) => [`${at}`, at] as const);
  expect(relationsOf(many)).toHaveLength(49_999);
  expect(relationsOf(many.slice(0, 8))).toHaveLength(28);
});
