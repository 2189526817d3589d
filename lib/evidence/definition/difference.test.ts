import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { canonicalBytes, type JsonValue } from "#lib/kernel/json.ts";
import type { OutputRule } from "#lib/statement/definition.ts";
import { jsonBody, sameBody } from "./compare.ts";
import { differencesOf } from "./difference.ts";

const rule: OutputRule = { compare: "body", body: "json-jcs", ignore: ["/servedAt"], numbers: "decimal-string" };
const json = fc.jsonValue({ maxDepth: 3, noUnicodeString: true }).filter((value) => {
  try {
    return jsonBody(canonicalBytes(value as JsonValue)) !== undefined && !JSON.stringify(value).includes("__proto__");
  } catch {
    return false;
  }
}) as fc.Arbitrary<JsonValue>;

test("there is a difference to show exactly where the rule calls two bodies different", () => {
  fc.assert(
    fc.property(json, json, fc.boolean(), (left, other, isSame) => {
      const right = isSame ? left : other;
      const found = differencesOf(left, right, rule);
      expect(found.length === 0).toBe(sameBody(rule, canonicalBytes(left), canonicalBytes(right)) === true);
    }),
    { seed: 5, numRuns: 300 },
  );
});

test("the first differing leaf is named by its path; what is ignored, and another text of one number, is not", () => {
  const left = { servedAt: 1, items: [{ price: "7.42" }, "same"], total: "10.0" };
  const right = { servedAt: 2, items: [{ price: "7.24" }, "same", "more"], total: "10" };
  expect(differencesOf(left, right, rule)).toEqual([
    { path: ["items", "0", "price"], left: "7.42", right: "7.24" },
    { path: ["items", "2"], left: undefined, right: "more" },
  ]);
  expect(sameBody(rule, utf8Encode("7"), utf8Encode("7"))).toBe(true);
});
