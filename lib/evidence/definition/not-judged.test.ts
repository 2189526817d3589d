/** What a publisher is told of a request to which nobody could be held. */
import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { judgeWithoutCode } from "./judge.ts";
import { notJudged } from "./not-judged.ts";
import { TEST_LIMITS } from "./testing/definitions.ts";
import { type Asked, asked, called, shown } from "./testing/requests.ts";

/** Place and reason as they are read; undefined where it is judged. */
function reason(definition: Definition, request: Asked): string | undefined {
  const odd = notJudged(definition, request);
  return odd && `${odd.place}: ${odd.why}`;
}

/** An answer of text: the definitions of these tests take it for one. */
const asText = (definition: Definition): Definition =>
  ({ ...definition, output: { compare: "body", body: "bytes", ignore: [], numbers: "exact" } }) as Definition;

const posted = (...bodies: readonly string[]) =>
  asText(called(["content-digest;req"], ...bodies.map((text) => shown("POST", "/", "?", "match", text))));
const sent = (text: string) => asked("POST", "/", "?", { body: utf8Encode(text) });

test("the first thing is named that no test shows, by the place where it stands", () => {
  const query = asText(
    called(["@path;req", "@query;req"], ...["?q=sun", "?q=Oslo%2CNO"].map((each) => shown("GET", "/search/a", each))),
  );
  const told = (target: string) => reason(query, asked("GET", ...(target.split(/(?=\?)/) as [string, string])));
  expect(told("/search/a?q=sun")).toBeUndefined();
  expect(told("/search/a?q=the%20sun")).toBe("query member q: a space");
  expect(told("/search/a?q=Rom,IT")).toBe("query member q: the sign ,, without an escape");
  expect(told("/search/a?q=moon")).toBe(
    "query member q: a case of letters: tests mix them, and no two texts tell what is made of it",
  );
  expect(told("/search/a?page=1&q=sun")).toBe("query: these members in this order: page, q");
  expect(told("/search/b?q=sun")).toBe("path segment 2: another text than the one of all tests");
  expect(told("/search/a.json?q=sun")).toBe("path: the suffix .json");
  expect(reason(query, asked("PUT", "/search/a", "?q=sun"))).toBe("method: PUT without a body");
});

test("of a body its place is a pointer, to a value or to what stands together", () => {
  const items = posted(
    '{"items":[{"price":"1.50","n":1}]}',
    '{"items":[{"price":"2.50","n":2},{"price":"7.00","n":3}]}',
  );
  expect(reason(items, sent('{"items":[{"price":"3.50","n":4}]}'))).toBeUndefined();
  expect(reason(items, sent('{"items":[{"price":"3.50","n":4},{"price":"3.5","n":4}]}'))).toBe(
    "body /items/1/price: 1 digit behind the point",
  );
  expect(reason(items, sent('{"items":[{"price":"3.50","n":4,"a/b":1}]}'))).toBe(
    "body /items/0: an object with these members in this order: price, n, a/b",
  );
  expect(reason(items, sent("{"))).toBe("body: no JSON that everybody reads");
  const pair = posted('{"a/b":[1,2]}', '{"a/b":[3,4]}');
  expect(reason(pair, sent('{"a/b":[1]}'))).toBe("body /a~1b: a list of 1, where tests have 2");
  const ops = posted('[{"op":"pad","v":"7"},{"op":"pad","v":"8"}]', '[{"op":"up","v":"a"},{"op":"pad","v":"8"}]');
  expect(reason(ops, sent('[{"op":"pad","v":"9"},{"op":"pad","v":"b"}]'))).toBe(
    'body /1: "pad" beside what no test has beside it',
  );
  const long = reason(items, sent(`{"items":[{"price":"${"7".repeat(100_000)}.50","n":4}]}`)) ?? "";
  expect([long, reason(posted(`["a"]`, `["b"]`), sent(`["${"é".repeat(500)}"]`))?.length]).toEqual([
    "body /items/0/price: 100002 digits",
    expect.any(Number),
  ]);
  const runs = reason(posted(`["1.2"]`, `["3.4.5"]`), sent(`["${"1.".repeat(500)}1"]`)) ?? "";
  expect([runs.slice(0, 33), runs.length]).toEqual(["body /0: digits in runs of 1,1,1,", 90]);
});

test("what a service may have stored is looked for in state and code, by the judgement and by its reason", () => {
  const definition = posted('["Apple"]', '["Milk"]');
  const request = sent('["Iphone"]');
  const response = { status: 200, contentType: "application/json", body: utf8Encode("[]") };
  const told = (state: string) => {
    const material = { code: undefined, state: utf8Encode(state) };
    return [
      notJudged(definition, request, material)?.why,
      judgeWithoutCode(definition, { request, response }, { material }),
    ];
  };
  expect(told("[]")).toEqual([undefined, undefined]);
  expect(told('["iPhone"]')).toEqual([
    "a text that is one of the definition's but for case, accents or umlauts",
    "inconclusive:bad-input",
  ]);
});

test("what the judgement leaves open for another reason has that reason, and what has none is judged", () => {
  const limits = { ...TEST_LIMITS, inputBytes: 60 };
  const short = { ...posted('["a"]', '["b"]', '["c"]'), limits } as Definition;
  expect(reason(short, sent('["d"]'))).toBeUndefined();
  expect(reason(short, sent(`["${"d".repeat(60)}"]`))).toBe("request: more than the 60 bytes that code is given");
  const open = { ...posted('["a"]', '["b"]'), unattestable: [{ pathPrefix: "/" }] } as Definition;
  expect(reason(open, sent('["a"]'))).toBe("definition: no test of it shows an answer that is judged");
  for (const text of ['["d"]', '["D"]', "[1]", "[]", '["a","b"]']) {
    const answer = { request: sent(text), response: { status: 200, contentType: "text/plain", body: utf8Encode("") } };
    const isJudged = judgeWithoutCode(short, answer) === undefined;
    expect([text, reason(short, answer.request) === undefined]).toEqual([text, isJudged]);
  }
});
