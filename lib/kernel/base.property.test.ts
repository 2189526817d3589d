import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  BASE58_MAX_LETTERS,
  base32LowerDecode,
  base32LowerEncode,
  base58Decode,
  base58Encode,
  base64Decode,
  base64Encode,
  base64UrlDecode,
  base64UrlEncode,
  hexDecode,
  hexEncode,
} from "./base.ts";

const seed = 20261122;

const CODECS = [
  { name: "base64", encode: base64Encode, decode: base64Decode, letters: "ABab+/=-_ 019" },
  { name: "base64url", encode: base64UrlEncode, decode: base64UrlDecode, letters: "ABab+/=-_ 019" },
  { name: "hex", encode: hexEncode, decode: hexDecode, letters: "0129abfgAF " },
  { name: "base32", encode: base32LowerEncode, decode: base32LowerDecode, letters: "abyz234567189A=" },
  { name: "base58", encode: base58Encode, decode: base58Decode, letters: "1123ABabzZ0OIl" },
];

describe.each(CODECS)("$name", ({ encode, decode, letters }) => {
  test("decoding what was encoded gives the same bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(decode(encode(bytes))).toEqual(bytes);
      }),
      { seed },
    );
  });

  test("a text is decoded only if encoding would write exactly it", () => {
    const text = fc.string({ unit: fc.constantFrom(...letters), maxLength: 24 });
    fc.assert(
      fc.property(text, (candidate) => {
        const bytes = decode(candidate);
        if (bytes !== undefined) expect(encode(bytes)).toBe(candidate);
      }),
      { seed, numRuns: 2000 },
    );
  });
});

test("RFC 4648 section 10", () => {
  const foobar = Uint8Array.from("foobar", (letter) => letter.charCodeAt(0));
  expect(["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]).toEqual(
    Array.from({ length: 7 }, (_, i) => base64Encode(foobar.subarray(0, i))),
  );
  expect(["", "my", "mzxq", "mzxw6", "mzxw6yq", "mzxw6ytb", "mzxw6ytboi"]).toEqual(
    Array.from({ length: 7 }, (_, i) => base32LowerEncode(foobar.subarray(0, i))),
  );
});

test("stray bits, missing and superfluous padding, and other cases are refused", () => {
  for (const text of ["Zh==", "Zg", "Zg=", "Zg===", "=", "Z", "Zm9v=", "Zm 9"])
    expect(base64Decode(text)).toBeUndefined();
  for (const text of ["Zh", "Zg==", "Z", "Zm9/"]) expect(base64UrlDecode(text)).toBeUndefined();
  for (const text of ["0", "0G", "AB", "0x", "é0"]) expect(hexDecode(text)).toBeUndefined();
  for (const text of ["mz", "MY", "m", "my======", "1a"]) expect(base32LowerDecode(text)).toBeUndefined();
  for (const text of ["0", "O", "I", "l", "é"]) expect(base58Decode(text)).toBeUndefined();
});

test("a long base58 text is refused before it costs quadratic time", () => {
  expect(base58Decode("1".repeat(BASE58_MAX_LETTERS))).toHaveLength(BASE58_MAX_LETTERS);
  expect(base58Decode("1".repeat(BASE58_MAX_LETTERS + 1))).toBeUndefined();
});
