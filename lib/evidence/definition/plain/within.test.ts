/** Texts that are looked for within others: a data base without case finds `Berlin` by `be`. */
import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { asked, called, shown } from "../testing/requests.ts";
import { notPlain } from "./request.ts";
import { timesIn } from "./times-in.ts";

const knowing = (state: unknown, code = "") => ({ code: utf8Encode(code), state: utf8Encode(JSON.stringify(state)) });

/** Words of a query that are judged where tests ask these, of a service that has stored some. */
function words(tests: readonly string[], material: ReturnType<typeof knowing>) {
  const queryOf = (word: string) => `?q=${encodeURIComponent(word)}`;
  const definition = called(["@query;req"], ...tests.map((word) => shown("GET", "/", queryOf(word))));
  return (...asks: readonly string[]) =>
    asks.filter((word) => notPlain(definition, asked("GET", "/", queryOf(word)), material) === undefined);
}

/** Why a body is open where tests send these; undefined where it is judged. */
function bodies(tests: readonly object[], material: ReturnType<typeof knowing>) {
  const definition = called(
    ["content-digest;req"],
    ...tests.map((body) => shown("POST", "/", "?", "match", JSON.stringify(body))),
  );
  return (body: object) =>
    notPlain(definition, asked("POST", "/", "?", { body: utf8Encode(JSON.stringify(body)) }), material);
}

test("what stands within a stored text in another case is open: LIKE finds it where a data base has no case", () => {
  const towns = knowing(["Berlin", "Bonn", "Oslo", "iPhone"]);
  const small = ["er", "lo", "zz"];
  const asks = ["be", "bo", "phone", "erl", "in", "slo", "er", "moon"];
  expect(words(small, knowing([]))(...asks)).toEqual(asks);
  expect(words(small, towns)(...asks)).toEqual(["erl", "in", "slo", "er", "moon"]);
  expect(words(small, knowing([], 'const towns = ["Berlin", "Bonn"];'))("be", "erl")).toEqual(["erl"]);
  // Two texts that differ in case alone tell it; a test tells of its own text.
  expect(words([...small, "be", "Be"], towns)("bo", "phone")).toEqual(["bo", "phone"]);
  expect(words([...small, "be"], towns)("be", "bo")).toEqual(["be"]);
});

test("what is as often there as it is written stays judged, also within others", () => {
  const goods = knowing(["bread", "rye bread", "apple", "pineapple"]);
  expect(words(["apple", "pear", "oat milk"], goods)("bread", "read", "apple", "pine")).toHaveLength(4);
  expect(words(["Apple", "Pear", "Rye bread"], knowing(["Bread", "Rye bread"]))("Bread", "Read", "Rye")).toEqual([
    "Rye",
  ]);
});

test("so are accents, and umlauts as two letters whatever tests tell", () => {
  const towns = knowing(["Alt-München", "Łódź", "blue"]);
  const asks = ["munch", "muench", "lod", "bl", "blues", "que"];
  expect(words(["er", "lo", "zz"], towns)(...asks)).toEqual(["bl", "blues", "que"]);
  expect(words(["er", "alt", "ält", "Alt", "Ält"], towns)(...asks)).toEqual(["munch", "bl", "blues", "que"]);
});

test("a text is looked for in others of its own request, wherever they stand", () => {
  const find = bodies(
    [
      { text: "The sun rises", find: "rise" },
      { text: "A mile", find: "mil" },
      { text: "Rye bread", find: "xyz" },
    ],
    knowing([]),
  );
  expect(find({ text: "Sun and moon", find: "moon" })).toBeUndefined();
  expect(find({ text: "Sun and moon", find: "sun" })).toEqual({
    place: "body /find",
    why: "a text that stands within another but for case, accents or umlauts",
  });
  const definition = called(
    ["@path;req", "@query;req", "content-digest;req"],
    ...["/rye/a", "/oat/b"].map((path) => shown("POST", path, "?in=Bread", "match", "[1]")),
    shown("POST", "/fig/c", "?in=Milk", "match", "[2]"),
  );
  const ask = (path: string) => notPlain(definition, asked("POST", path, "?in=Plum", { body: utf8Encode("[1]") }));
  expect([ask("/ham/lum"), ask("/ham/plu")?.place]).toEqual([undefined, "path segment 2"]);
});

test("more texts than can be looked for in time are open, however many they are where all is in one case", () => {
  const lists = bodies(
    [
      ["Sun", "Zeta"],
      ["Io", "Mars", "Sun"],
    ],
    knowing(["a".repeat(1_000_000)]),
  );
  const small = bodies(
    [
      ["sun", "zeta"],
      ["io", "mars", "sun"],
    ],
    knowing(["a".repeat(1_000_000)]),
  );
  const list = (count: number, first: string) =>
    Array.from(
      { length: count },
      (_, at) => `${first}${String.fromCharCode(98 + (at % 24), 98 + Math.floor(at / 24))}`,
    ).sort();
  expect([lists(list(3, "B")), lists(list(20, "B"))?.why]).toEqual([
    undefined,
    "more texts than are looked for in others",
  ]);
  expect(small(list(500, "b"))).toBeUndefined();
});

test("a text is counted wherever it begins in another, in time by both lengths", () => {
  const letters = (bits: number) => bits.toString(2).replaceAll("0", "a").replaceAll("1", "b");
  for (let all = 1; all < 300; all++) {
    for (let part = 1; part < 16; part++) {
      const [text, found] = [letters(all * 73), letters(part)];
      const starts = Array.from(text).filter((_, at) => text.startsWith(found, at));
      expect([text, found, timesIn(text, found)]).toEqual([text, found, starts.length]);
    }
  }
  expect([timesIn("", "a"), timesIn("a", ""), timesIn("a", "ab")]).toEqual([0, 0, 0]);
  expect(timesIn("a".repeat(400_000), `b${"a".repeat(150_000)}`)).toBe(0);
  expect(timesIn("a".repeat(400_000), "a".repeat(150_000))).toBe(250_001);
});

test("one request is looked at once", () => {
  const definition = called(["@query;req"], shown("GET", "/", "?q=a"), shown("GET", "/", "?q=b"));
  const [one, again] = ["one", "two"].map((nonce) => notPlain(definition, asked("GET", "/", "?q=B", { nonce })));
  expect(one?.place).toBe("query member q");
  expect(again).toBe(one);
});
