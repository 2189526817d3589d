import fc from "fast-check";
import { expect, test } from "vitest";
import { compareBytes, concatBytes, concatInBlock, equalBytes, isWellFormed } from "./bytes.ts";
import { utf8Decode, utf8Encode } from "./native.ts";
import { utf8Encode as plainUtf8Encode } from "./utf8.ts";

const seed = 20261122;
const platformEncoder = new TextEncoder();

function platformDecode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

test("UTF-8 is written as the platform writes it, and reads back", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      expect(utf8Encode(text)).toEqual(platformEncoder.encode(text));
      expect(utf8Decode(utf8Encode(text))).toBe(text);
    }),
    { seed },
  );
});

test("bytes are refused as UTF-8 exactly where the platform's strict decoder refuses them", () => {
  // Mostly bytes at the borders of the well-formed ranges, so that nearly right sequences are common.
  const border = fc.constantFrom(
    0x41,
    0x7f,
    0x80,
    0x8f,
    0x90,
    0x9f,
    0xa0,
    0xbf,
    0xc0,
    0xc1,
    0xc2,
    0xdf,
    0xe0,
    0xed,
    0xef,
    0xf0,
    0xf4,
    0xf5,
  );
  const bytes = fc.array(fc.oneof(border, fc.nat(255)), { maxLength: 8 }).map((list) => Uint8Array.from(list));
  fc.assert(
    fc.property(bytes, (candidate) => {
      expect(utf8Decode(candidate)).toBe(platformDecode(candidate));
    }),
    { seed, numRuns: 5000 },
  );
});

test("a lone surrogate is never encoded, a pair is", () => {
  for (const text of ["\ud800", "a\udc00", "\ud800\ud800\udc00", "\udc00\ud800"]) {
    expect(isWellFormed(text)).toBe(false);
    expect(() => utf8Encode(text)).toThrow(RangeError);
  }
  expect(isWellFormed("\ud83d\ude00")).toBe(true);
});

test("long text survives, across every internal chunk border", () => {
  for (const length of [23, 24, 25, 4095, 4096, 4097, 70_000]) {
    const text = "0123456789".repeat(length / 10 + 1).slice(0, length);
    expect(utf8Decode(utf8Encode(text))).toBe(text);
  }
});

test("joining, comparing and ordering agree", () => {
  const some = fc.uint8Array({ maxLength: 6, max: 3 });
  fc.assert(
    fc.property(some, some, some, (a, b, c) => {
      expect(concatBytes(a, b, c)).toEqual(Uint8Array.from([...a, ...b, ...c]));
      expect(equalBytes(a, b)).toBe(compareBytes(a, b) === 0);
      expect(Math.sign(compareBytes(a, b))).toBe(0 - Math.sign(compareBytes(b, a)));
      expect(Math.sign(compareBytes(a, b))).toBe(Math.sign(Buffer.compare(a, b)));
    }),
    { seed },
  );
});

test("parts joined in a shared block stay what they were, whatever is joined after them", () => {
  const parts = fc.array(fc.uint8Array({ maxLength: 3_000 }), { maxLength: 4 });
  fc.assert(
    fc.property(fc.array(parts, { minLength: 30, maxLength: 30 }), (all) => {
      const joined = all.map((some) => concatInBlock(...some));
      expect(joined).toEqual(all.map((some) => concatBytes(...some)));
    }),
    { seed, numRuns: 30 },
  );
  const long = new Uint8Array(70_000).fill(7);
  expect(concatInBlock(long, long)).toEqual(concatBytes(long, long));
});

test("the first and last characters of each length are written as the platform writes them", () => {
  for (const code of [0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff]) {
    // Behind a letter that is not ASCII, so that no shorter way is taken.
    const text = `\u00e9${String.fromCodePoint(code)}`;
    expect(utf8Encode(text), `U+${code.toString(16)}`).toEqual(platformEncoder.encode(text));
    expect(plainUtf8Encode(text), `U+${code.toString(16)}`).toEqual(platformEncoder.encode(text));
  }
});
