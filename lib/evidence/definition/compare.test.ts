/** When two bodies are one answer: by a definition's rule, and by no taste of ours. */
import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { JsonValue } from "#lib/kernel/json.ts";
import type { OutputRule } from "#lib/statement/definition.ts";
import { jsonBody, pathOf, sameBody, valueAt, withoutPaths } from "./compare.ts";
import { CUSTOMERS_MADE } from "./testing/definitions.ts";

const rule = (change: Partial<OutputRule> = {}): OutputRule => ({
  ...{ compare: "body", body: "json-jcs", ignore: [], numbers: "exact" },
  ...change,
});
const same = (left: string, right: string, change: Partial<OutputRule> = {}) =>
  sameBody(rule(change), utf8Encode(left), utf8Encode(right));
const decimal = { numbers: "decimal-string" } as const;

test.each([
  ['{"a":1,"b":[1,2]}', '{"b":[1,2],"a":1}', true],
  ["[1,2]", "[2,1]", false],
  ["[1,2]", "[1,2,3]", false],
  ["[1,null]", "[1]", false],
  ['{"a":null}', "{}", false],
  ['{"a":null}', '{"b":null}', false],
  ["[]", "{}", false],
  ["{}", "[]", false],
  ["1", '"1"', false],
  ["null", "false", false],
  ["1", "1.0", true],
  ['"a"', '"a"', true],
])("%s and %s as JSON: %s", (left, right, is) => {
  expect(same(left, right)).toBe(is);
});

test("bytes are compared as they are, whatever they say", () => {
  const bytes = { body: "bytes" } as const;
  expect([same("x", "x", bytes), same("1", "1.0", bytes), same("", "", bytes)]).toEqual([true, false, true]);
});

test.each([
  ["1.0", "1", true],
  ["01.50", "1.5", true],
  ["0", "-0.00", true],
  ["-1", "1", false],
  ["-01", "-1.0", true],
  ["0.10", "0.1", true],
  ["10", "1", false],
  [".5", "0.5", false],
  ["1.", "1", false],
  ["1e2", "100", false],
  ["+1", "1", false],
  ["", "0", false],
])("as decimal strings %s and %s are one number: %s", (left, right, is) => {
  expect(same(JSON.stringify(left), JSON.stringify(right), decimal)).toBe(is);
  expect(same(JSON.stringify(left), JSON.stringify(right))).toBe(left === right);
  expect(same(JSON.stringify([left]), JSON.stringify([right]), decimal)).toBe(is);
});

test("what is ignored may differ or be missing, at its place and nowhere else", () => {
  const ignoring = (...ignore: string[]) => ({ ignore });
  expect(same('{"a":1,"b":2}', '{"b":2}', ignoring("/a"))).toBe(true);
  expect(same('{"a":{"a":1,"b":2}}', '{"a":{"a":9,"b":2}}', ignoring("/a/a"))).toBe(true);
  expect(same('{"a":{"a":1},"b":1}', '{"a":{"a":9},"b":2}', ignoring("/a/a"))).toBe(false);
  expect(same("[1,2,3]", "[1,9,3]", ignoring("/1"))).toBe(true);
  // Of a list the place stays: one more element is another list.
  expect(same("[1,2]", "[1]", ignoring("/1"))).toBe(false);
  expect(same('{"a/b":1,"c~d":2}', '{"a/b":3,"c~d":4}', ignoring("/a~1b", "/c~0d"))).toBe(true);
  expect(same('{"a":[{"t":1},{"t":2}]}', '{"a":[{"t":8},{"t":9}]}', ignoring("/a/0/t", "/a/1/t"))).toBe(true);
  expect(same('{"a":1}', '{"a":2}', ignoring("/a/b"))).toBe(false);
  const value: JsonValue = { a: [1, { b: 2 }], c: 3 };
  expect(withoutPaths(value, [])).toBe(value);
  expect(
    withoutPaths(value, [
      ["a", "0"],
      ["a", "1", "b"],
    ]),
  ).toEqual({ a: [null, {}], c: 3 });
  expect(pathOf("/a~1b/~01/")).toEqual(["a/b", "~1", ""]);
});

test("a place is looked up by its own members and by whole numbers of a list", () => {
  const value: JsonValue = { a: [{ b: 7 }, 8], "": 9 };
  const at = (pointer: string) => valueAt(value, pathOf(pointer));
  expect([
    at("/a/0/b"),
    at("/a/1"),
    at("/"),
    at("/a/2"),
    at("/a/-1"),
    at("/a/01"),
    at("/a/length"),
    at("/a/1/x"),
  ]).toEqual([...[7, 8, 9, undefined, undefined, undefined, undefined, undefined]]);
  expect([at("/toString"), at("/__proto__"), at("/x")]).toEqual([undefined, undefined, undefined]);
});

test("of a body that not everybody reads alike nothing is said, whatever is beside it", () => {
  const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
  const isRead = (text: string) => jsonBody(utf8Encode(text)) !== undefined;
  expect([deep(32), deep(33)].map(isRead)).toEqual([true, false]);
  expect([524_286, 524_287].map((letters) => isRead(`"${"a".repeat(letters)}"`))).toEqual([true, false]);
  for (const text of ["", "x", deep(33), ...CUSTOMERS_MADE]) {
    expect([isRead(text), same(text, "1"), same("1", text), same(text, text)], text).toEqual([
      ...[false, undefined, undefined, undefined],
    ]);
  }
  expect(same("x", "1", { body: "bytes" })).toBe(false);
});
