/** A body that a machine may convict by: only where servers of every make read it as the definition does. */
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { asked, called, shown } from "../testing/requests.ts";
import { isPlain } from "./request.ts";

/** Whether a body is judged under a definition whose tests send these. */
const bodyJudge = (...bodies: readonly string[]) => {
  const tests = bodies.map((text) => shown("POST", "/price", "?", "match", text));
  const definition = called(["content-digest;req"], ...tests, shown("GET", "/price"));
  return (body: string, method = "POST") =>
    isPlain(definition, asked(method, "/price", "?", body === "" ? {} : { body: utf8Encode(body) }));
};

test("a body is judged that is built as a test's, and no other: names, kinds of values, and whether there is one", () => {
  const isJudged = bodyJudge(
    ...[
      '{"items":[{"item":"A b","count":0},{"item":"c","count":2}]}',
      '{"items":[{"item":"a"}],"rush":true,"note":null}',
      '{"items":[{"item":"a b","count":1}]}',
    ],
    ...['{"items":[]}', '{"items":[{"item":"x"}],"rush":false,"note":null}'],
  );
  for (const body of [
    ...['{"items":[{"item":"a","Count":3}]}', '{"items":[{"item":"a","count":2,"co_unt":3}]}', '{"Items":[]}'],
    ...['{"items":[{"item":"a","\uff43ount":3}]}', '{"items":[],"Currency":"USD"}', '{"items":[],"$ref":"1"}'],
    ...['{"items":[],"rush":true}', '{"items":[{"count":2}]}', "{}", "[]", '{"items":{}}', '{"count":2}'],
    ...['"1"', "true", "null", "2.5"].map((count) => `{"items":[{"item":"a","count":${count}}]}`),
    ...["7", "null", "false", '["a"]', '""'].map((item) => `{"items":[{"item":${item},"count":2}]}`),
    ...["2.0", "2e0", "1E2", "-0", "0.10"].map((count) => `{"items":[{"item":"a","count":${count}}]}`),
    ...['{"items":[null]}', '{"items":[{"item":"a"},null]}', "no JSON", ""],
  ])
    expect(isJudged(body), body).toBe(false);
  for (const item of ['"A b"', '"\\u0041"'])
    expect(isJudged(`{"items":[{"item":${item},"count":0},{"item":"b","count":123456789}]}`), item).toBe(true);
  for (const item of ['"2"', '"2.0"', '"2abc"', '"\\"2e0"', '"2027-03-01T10:00:00Z"', '"/Date(0)/"', '"\u00e9"', '"%"'])
    expect(isJudged(`{"items":[{"item":${item},"count":2}]}`), item).toBe(false);
  // Sums and products of these are no longer whole to doubles.
  for (const count of ["-1", "1234567890", "9007199254740991"])
    expect(isJudged(`{"items":[{"item":"a","count":${count}}]}`), count).toBe(false);
  expect([isJudged('{"items":[]}'), isJudged('{"items":[{"item":"x"}],"rush":false,"note":null}')]).toEqual([
    true,
    true,
  ]);
  // Members of an object go together as a test has them.
  expect(isJudged('{"items":[{"item":"x"}]}')).toBe(false);
  expect(isJudged('{"items":[{"item":"x","count":1}],"rush":false,"note":null}')).toBe(false);
  expect([isJudged("", "GET"), isJudged('{"items":[]}', "GET")]).toEqual([true, false]);
  // What libraries know stays theirs, whatever a test shows; and so does what a test shows in two spellings.
  expect(bodyJudge('{"$ref":"1"}')('{"$ref":"1"}')).toBe(false);
  expect(bodyJudge('{"__proto__":{"a":1}}')('{"__proto__":{"a":1}}')).toBe(false);
  expect(bodyJudge('{"sum":1,"Sum":2}')('{"sum":1,"Sum":2}')).toBe(false);
  const each = [
    bodyJudge("[2.5]", "[3.5,2.5]", "[]"),
    bodyJudge("[null]"),
    bodyJudge("[]"),
    bodyJudge('[["",1]]', "[[1],[]]"),
  ];
  const bodies = ["[0.5,1.5]", "[1]", "[null]", "[7]", "[]", '[[""]]', '[[2,""],[]]'];
  expect(each.map((judge) => bodies.filter((body) => judge(body)))).toEqual([
    ["[0.5,1.5]", "[]"],
    [],
    ["[]"],
    ['[[""]]'],
  ]);
});

test("a text in a body is judged as it is read by everybody: not trimmed, composed, or cut off", () => {
  const judge = bodyJudge(
    JSON.stringify(["a  \u0000\r\u0085\u200b\ufeff\u00ad\u3164\u2800\u034f\u0301b c1"]),
    JSON.stringify(["\nG\u00fc\u00df\t&%\u{1f600}."]),
    JSON.stringify(["\nGu\u00df\t&%\u{1f600}."]),
    JSON.stringify(["\ngu\u00df\t&%\u{1f600}."]),
    JSON.stringify(["\u00dc", "b"]),
    JSON.stringify(["\u00fc", "b"]),
    JSON.stringify(["a %"]),
    JSON.stringify(["a & b 1 % c"]),
    JSON.stringify(["a\nb\tc\u200bd \u00e9"]),
    JSON.stringify(["\u{1f600}"]),
  );
  const unread = [
    " a",
    "a ",
    "a\n",
    "\ta",
    "",
    "e\u0301",
    "a\u0000b",
    "a\rb",
    "a\u0085",
    "\u200ba",
    "\ufeffa",
    "a\u00ad",
  ];
  for (const text of [...unread, "a\u3164", "\u2800a", "a\u034f"])
    expect(judge(JSON.stringify([text])), JSON.stringify(text)).toBe(false);
  for (const text of ["a b", "two\nlines\tand more", "\u00e9", "Grüße & 100 %", "a\u200bb", "no more", "😀"])
    expect(judge(JSON.stringify([text])), JSON.stringify(text)).toBe(true);
});

test("each address takes bodies of its own where a test has it, and each method members of its own", () => {
  const sums = called(
    ["@path;req", "content-digest;req"],
    shown("POST", "/sum", "?", "match", '{"a":1,"b":2}'),
    shown("POST", "/minus", "?", "match", '{"a":1}'),
    shown("POST", "/other", "?", "match", '{"b":"x"}'),
  );
  const at = (path: string, text: string) => isPlain(sums, asked("POST", path, "?", { body: utf8Encode(text) }));
  expect([at("/sum", '{"a":1}'), at("/minus", '{"a":1}'), at("/times", '{"a":1}')]).toEqual([false, true, true]);
  const both = called(
    ["@query;req", "content-digest;req"],
    ...["stars", "sun"].map((word) => shown("GET", "/search", `?q=${word}`)),
    ...["stars", "sun"].map((word) => shown("POST", "/search", "?", "match", `{"q":"${word}"}`)),
  );
  const body = utf8Encode('{"q":"moon"}');
  const plain = ["?q=moon", "?"].map((query) => isPlain(both, asked("POST", "/search", query, { body })));
  expect([...plain, isPlain(both, asked("GET", "/search", "?q=moon"))]).toEqual([false, true, true]);
});

test("in one list stand types that one list of a test has together, and members of an object likewise", () => {
  const isSorted = bodyJudge("[3,1,2]", "[2,1]", '["b","a"]', '[[1,"c","d"],[2]]', "[[2]]");
  const lists = ["[2,1]", '["a","b"]', '["a",1]', '[[2,"b"]]', '[["b"]]', '[["b"],1]', "[]"];
  expect(lists.filter((body) => isSorted(body))).toEqual(["[2,1]", '["a","b"]', '[[2,"b"]]', '[["b"]]']);
  const isDone = bodyJudge(
    '{"op":"sum","values":[1,2]}',
    '{"op":"join","values":["a","b"]}',
    '{"op":"sum","values":[]}',
  );
  const bodies = [
    ["sum", [7, 8]],
    ["join", ["b", "c"]],
    ["sum", ["b", "c"]],
    ["join", [7, 8]],
    ["sum", [1, "a"]],
    ["sum", []],
    ["join", []],
  ];
  const judged = bodies.filter(([op, values]) => isDone(JSON.stringify({ op, values })));
  expect(judged).toEqual([
    ["sum", [7, 8]],
    ["join", ["b", "c"]],
    ["sum", []],
  ]);
  const isMade = bodyJudge('{"a":1,"b":null}', '{"a":2,"b":null}', '{"a":null,"b":1}');
  expect(['{"a":2,"b":null}', '{"a":2,"b":2}', '{"a":null,"b":null}'].filter((body) => isMade(body))).toEqual([
    '{"a":2,"b":null}',
  ]);
});

test("members stand in the order of a test, and in the one that JavaScript keeps", () => {
  const isJudged = bodyJudge(
    ...['{"a":1,"b":[{"d":1,"c":2}]}', '{"a":2,"b":[{"d":2,"c":1}]}', '{"b":[{"d":2,"c":1}],"a":2}'],
    ...['{"b":[{"d":1,"c":2}],"a":1}', '{"9":2,"10":3,"a":1}', '{"9":3,"10":2,"a":2}'],
  );
  const judged = [
    ...['{"a":7,"b":[{"d":1,"c":2}]}', '{"b":[{"d":1,"c":2}],"a":7}', '{"b":[{"c":2,"d":1}],"a":7}'],
    ...['{"9":8,"10":7,"a":2}', '{"10":7,"9":8,"a":2}', '{"a":2,"9":8,"10":7}', '{"a":7}'],
  ].filter((body) => isJudged(body));
  expect(judged).toEqual(['{"a":7,"b":[{"d":1,"c":2}]}', '{"b":[{"d":1,"c":2}],"a":7}', '{"9":8,"10":7,"a":2}']);
  const [odd, written] = ['{"a\\u003a\\\\\\"":": 1"}', '{ "\\u0061:\\\\\\"" : "\\u003a 1" }'];
  expect(bodyJudge(odd)(written)).toBe(true);
});

test("to look for what stands together takes as many steps however many tests show something", () => {
  const built = (at: number) => `[{"a":1},{"b":1},{"c${at}":1}]`;
  const body = `[${Array(1_000).fill(built(7)).join()}]`;
  const stepsUnder = (tests: number) => {
    const shown = Array.from({ length: tests }, (_, at) => `[${built(at)},${built(at + 1)}]`);
    const isJudged = bodyJudge(...shown, `[${Array(3).fill(built(7)).join()}]`);
    isJudged("[]");
    const steps = [vi.spyOn(Map.prototype, "get"), vi.spyOn(Set.prototype, "has"), vi.spyOn(Array.prototype, "some")];
    expect(isJudged(body)).toBe(true);
    const count = steps.reduce((sum, { mock }) => sum + mock.calls.length, 0);
    vi.restoreAllMocks();
    return count;
  };
  expect(stepsUnder(400)).toBe(stepsUnder(10));
});

test("names that tests do not show are not composed: that takes the square of their length", () => {
  const isJudged = bodyJudge('{"a":1}', '{"a":2}');
  const normalize = vi.spyOn(String.prototype, "normalize");
  expect(isJudged(`{"${"\u0316\u0301".repeat(1_000)}":1}`)).toBe(false);
  expect(normalize.mock.contexts.filter((text) => String(text).length > 1_000)).toEqual([]);
  normalize.mockRestore();
});

type Member = string | number | boolean | null | undefined;
type Finder = (object: object, name: string) => Member;

/** How servers look for a member of an object; Go takes the last in any case. */
const FINDERS: readonly Finder[] = [
  (object, name) => Object.entries(object).find(([each]) => each === name)?.[1],
  (object, name) => Object.entries(object).find(([each]) => each.toLowerCase() === name)?.[1],
  (object, name) => Object.entries(object).findLast(([each]) => each.toLowerCase() === name)?.[1],
  (object, name) => Object.entries(object).findLast(([each]) => each.normalize("NFKC").replace("_", "") === name)?.[1],
  // As Laravel trims, and makes nothing of what is left empty.
  (object, name) => {
    const found = (object as Record<string, Member>)[name];
    return typeof found === "string" ? found.trim().normalize("NFC") || null : found;
  },
  // As pydantic and ASP.NET read texts for numbers, and Go zeros for what is not there.
  (object, name) => {
    const found = (object as Record<string, Member>)[name];
    return name === "count" ? Math.trunc(Number(found ?? 0)) : String(found ?? "");
  },
  // As Ruby and PHP make numbers of texts.
  (object, name) => {
    const found = (object as Record<string, Member>)[name];
    return name === "count" ? Number.parseInt(String(found).replaceAll("_", ""), 10) : found;
  },
];

test("however a body is respelled, all servers that find a member in a plain one find the same", () => {
  const isJudged = bodyJudge(
    ...[
      '{"count":2,"sum":"x"}',
      '{"count":0,"sum":"A c"}',
      '{"count":0,"sum":"a c"}',
      '{"count":2,"sum":"x","apple":1}',
    ],
  );
  const odd = ["Count", "COUNT", "co_unt", "\uff43ount", "\u017fum", "sUm", "apple", "Apple", "$ref"];
  const name = fc.constantFrom("count", "count", "sum", "sum", "sum", ...odd);
  const texts = fc.constantFrom(
    "a",
    "b",
    "A b",
    "ab",
    " a",
    "a\n",
    "",
    "2",
    "1_000",
    "e\u0301",
    "\u00e9",
    "a b",
    "\u0000",
  );
  const value = fc.oneof(fc.integer({ min: 0, max: 9 }), texts, fc.constantFrom(true, null, 2.5));
  const given = fc.record({ count: value, sum: value }, { requiredKeys: [] });
  const body = fc.tuple(given, fc.dictionary(name, value, { maxKeys: 2 }));
  let plain = 0;
  fc.assert(
    fc.property(body, ([some, more]) => {
      const object = { ...some, ...more };
      if (!isJudged(JSON.stringify(object))) return true;
      plain += 1;
      return ["count", "sum"].every((wanted) => new Set(FINDERS.map((find) => find(object, wanted))).size === 1);
    }),
    { seed: 5, numRuns: 6_000 },
  );
  expect(plain).toBeGreaterThan(50);
});
