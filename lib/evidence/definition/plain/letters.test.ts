/** What two texts that differ in case alone tell, by the answers that they have. */
import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { asked, called } from "../testing/requests.ts";
import { notPlain } from "./request.ts";

const NOTHING = { code: undefined, state: undefined };
const queryOf = (word: string): string => `?q=${encodeURIComponent(word)}`;

/** Words that are judged where tests ask these, and have these answers. */
function words(tests: readonly (readonly [word: string, answer: string])[], state?: unknown, kind = "function") {
  const made = called(
    ["@query;req"],
    ...tests.map(([word, text]) => ({
      name: word,
      exchanges: [
        {
          request: { method: "GET", authority: "a.example", path: "/", query: queryOf(word) },
          response: { status: 200, contentType: "text/plain", body: { text } },
        },
      ],
      result: "match",
    })),
  );
  const definition = { ...made, kind } as typeof made;
  const material = state === undefined ? NOTHING : { code: undefined, state: utf8Encode(JSON.stringify(state)) };
  return (...asks: readonly string[]) =>
    asks.filter((word) => notPlain(definition, asked("GET", "/", queryOf(word)), material) === undefined);
}

test("two of which the state has one tell nothing where both have the answer of a third", () => {
  const state = { items: { Bread: 2, milk: 1, rye: 3 }, groups: ["food"] };
  const goods = (food: string) =>
    words(
      [
        ["Bread", "2"],
        ["rye", "3"],
        ["zzz", "none"],
        ["food", food],
        ["Food", food],
      ],
      state,
    );
  expect(goods("none")("milk", "Milk", "oats", "Oats")).toEqual([]);
  // Both are found by one answer, which nothing else has.
  expect(goods("4")("milk", "Milk", "oats", "Oats")).toEqual(["milk", "Milk", "oats", "Oats"]);
  const apart = words(
    [
      ["Bread", "2"],
      ["bread", "none"],
      ["rye", "3"],
      ["zzz", "none"],
    ],
    state,
  );
  expect(apart("milk", "Milk", "oats", "Oats")).toEqual(["milk", "Milk", "oats", "Oats"]);
});

test("what gives every text back as it is written makes nothing of its case, and may still look others up by it", () => {
  const given = (...tests: readonly string[]) => tests.map((word) => [word, `Dear ${word},`] as const);
  const names = given("The sun", "the sun", "Ann Lee", "von Ott");
  const asks = ["the moon", "The Moon", "Ann lee", "Von ott", "ann lee"];
  expect(words(names)("The moon", "the moon", "Tim Ott", "von Lee")).toEqual([
    "The moon",
    "the moon",
    "Tim Ott",
    "von Lee",
  ]);
  // Of a test's own text, or of one that the state has, in another case nobody knows.
  expect(words(names)(...asks)).toEqual(["the moon", "The Moon"]);
  expect(words(names, ["The moon"])(...asks)).toEqual([]);
  // Of a predicate nobody knows what else the service has.
  expect(words(names, undefined, "predicate")(...asks)).toEqual([]);
  // Without two that differ in case alone, or where one has another answer, it is as everywhere.
  expect(words(given("The sun", "the rain", "Ann Lee"))("the moon", "The moon")).toEqual([]);
  expect(words([...names, ["Tim Lee", "nobody"]])("the moon", "The moon")).toEqual([]);
});
