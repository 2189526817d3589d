import fc from "fast-check";
import { expect, test } from "vitest";
import { indentJson } from "./indent-json.ts";

test("indenting adds only white space: the text reads back as the same value", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const compact = JSON.stringify(JSON.parse(text));
      expect(JSON.stringify(JSON.parse(indentJson(compact)))).toBe(compact);
    }),
    { seed: 20261123 },
  );
});

test("numbers and escapes are shown as they were signed", () => {
  expect(indentJson('{"a":1.10,"b":"\\u0041{,}","c":[],"d":9007199254740993}')).toBe(
    '{\n  "a": 1.10,\n  "b": "\\u0041{,}",\n  "c": [],\n  "d": 9007199254740993\n}',
  );
});
