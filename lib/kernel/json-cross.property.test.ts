/** The canonical form against another implementation of RFC 8785: two readers of the standard must write the same bytes. */
import canonicalize from "canonicalize";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalText, type JsonValue } from "./json.ts";

// "binary" strings are of any code points but lone surrogates, which no JSON text can hold.
const value = fc.jsonValue({ stringUnit: "binary", maxDepth: 6 });

test("gives the same text as an independent implementation, for any JSON value", () => {
  fc.assert(
    fc.property(value, (json) => {
      expect(canonicalText(json as JsonValue)).toBe(canonicalize(json));
    }),
    { numRuns: 2_000 },
  );
});

test("orders keys by UTF-16 code units, as the independent implementation does", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: "binary" }), fc.integer()), (object) => {
      expect(canonicalText(object)).toBe(canonicalize(object));
    }),
    { numRuns: 1_000 },
  );
});
