import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fuzzJson } from "#bench/support/fuzz-json.ts";
import { base64Encode } from "./base.ts";
import { utf8Encode } from "./bytes.ts";
import { canonicalBytes, canonicalText, noPlaces, parseCanonical, parseJson } from "./json.ts";

const seed = 20261122;

describe("strict JSON", () => {
  test("10,000 generated documents give a value that reads back or one typed refusal, never a throw", () => {
    const report = fuzzJson({ seed, inputs: 10_000 });
    expect(report.failures).toEqual([]);
    // Each branch was in fact reached.
    expect(report.canonical).toBeGreaterThan(500);
    expect(report.accepted).toBeGreaterThan(report.canonical);
    expect(Object.keys(report.refused).sort()).toEqual(["duplicate-key", "malformed", "too-deep", "too-large"]);
  });

  test("every value reads back from its canonical form, however its members were ordered", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const parsed = parseJson(canonicalBytes(value as never));
        expect(parsed.ok && canonicalText(parsed.value)).toBe(canonicalText(value as never));
      }),
      { seed },
    );
  });

  test("where objects of lists are said to stand their canonical bytes stand, and each is read as the strict parser reads it", () => {
    const letters = fc.string({
      unit: fc.constantFrom("a", "\\", '"', "\n", "\u00e9", "\u2014", "\u{1f600}"),
      maxLength: 3,
    });
    const { value: objects } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        letters,
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom("a", "b", "c", "e"), tie("value"), { maxKeys: 3 }),
      ),
    }));
    const seen = { ascii: 0, other: 0 };
    fc.assert(
      fc.property(objects, (value) => {
        const bytes = canonicalBytes(value as never);
        const { objects, ...places } = noPlaces();
        expect(parseCanonical(bytes, {}, { objects, ...places })).toEqual(parseJson(bytes));
        for (const [object, { from, to }] of objects)
          expect(canonicalBytes(object)).toStrictEqual(bytes.slice(from, to));
        const isAscii = bytes.every((byte) => byte < 0x80);
        expect(objects.size).toBe((canonicalText(value as never).match(/[[,](?={)/g) ?? []).length);
        seen[isAscii ? "ascii" : "other"] += objects.size;
      }),
      { seed, numRuns: 1_000 },
    );
    expect(Math.min(seen.ascii, seen.other), "both came up").toBeGreaterThan(30);
  });

  test("a document with a long text of base64 is read like every other, wherever that stands and whatever is changed", () => {
    const long = fc.uint8Array({ minLength: 1_700, maxLength: 2_400 }).map(base64Encode);
    const { value: values } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 2 },
        long,
        fc.constantFrom("", "a", "\u2014", 7, null),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.oneof(fc.constantFrom("", "a", "b"), long), tie("value"), { maxKeys: 2 }),
      ),
    }));
    const pieces = fc.constantFrom(
      "",
      '"',
      "\\",
      "\\\\",
      '\\"',
      '","',
      '":"',
      "\n",
      " ",
      "\u00e9",
      "=",
      "-",
      "A",
      "AAAA",
    );
    const seen = { long: 0, refused: 0 };
    fc.assert(
      fc.property(values, fc.option(fc.tuple(fc.nat(), pieces)), (value, change) => {
        const text = canonicalText(value as never);
        const at = change === null ? 0 : change[0] % text.length;
        const bytes = utf8Encode(change === null ? text : text.slice(0, at) + change[1] + text.slice(at + 1));
        const places = noPlaces();
        const read = parseCanonical(bytes, {}, places);
        expect(read).toEqual(parseCanonical(bytes));
        if (!read.ok) seen.refused += 1;
        const { long } = places;
        if (long === undefined) return;
        seen.long += 1;
        expect(utf8Encode(`"${long.text}"`)).toStrictEqual(bytes.slice(long.from - 1, long.to + 1));
        expect(base64Encode(long.bytes)).toBe(long.text);
      }),
      { seed, numRuns: 600 },
    );
    expect(Math.min(seen.long, seen.refused), "both came up").toBeGreaterThan(50);
  });

  test("a document that parses as canonical is the only text of its value", () => {
    const profiled = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, false),
        fc.maxSafeInteger().map((n) => n + 0),
        fc.string(),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(fc.string({ unit: "grapheme-ascii" }), tie("value"), { maxKeys: 4 }),
      ),
    })).value;
    fc.assert(
      fc.property(profiled, fc.nat(), (value, place) => {
        const text = canonicalText(value as never);
        expect(parseCanonical(utf8Encode(text)).ok).toBe(true);
        // One space anywhere: inside a string it is another value, elsewhere it is refused as another text.
        const at = place % (text.length + 1);
        const spaced = `${text.slice(0, at)} ${text.slice(at)}`;
        const parsed = parseCanonical(utf8Encode(spaced));
        if (parsed.ok) expect(canonicalText(parsed.value)).toBe(spaced);
        else expect(["not-canonical", "malformed"]).toContain(parsed.error.code);
      }),
      { seed },
    );
  });
});
