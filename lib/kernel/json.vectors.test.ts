import { expect, test } from "vitest";
import { hexEncode } from "./base.ts";
import { utf8Encode } from "./bytes.ts";
import { sha256 } from "./hash.ts";
import { canonicalBytes, canonicalText, parseJson } from "./json.ts";

test("numbers are written as ECMAScript writes them", () => {
  const numbers: [number, string][] = [
    [-0, "0"],
    [1e21, "1e+21"],
    [1e20, "100000000000000000000"],
    [1e-6, "0.000001"],
    [1e-7, "1e-7"],
    [5e-324, "5e-324"],
    [Number.MAX_VALUE, "1.7976931348623157e+308"],
    [333333333.3333333, "333333333.3333333"],
    [-123456.789, "-123456.789"],
  ];
  for (const [value, text] of numbers) expect(canonicalText(value)).toBe(text);
});

test("strings keep everything but quotes, backslashes and control characters", () => {
  expect(canonicalText('\u0000\b\t\n\u000b\f\r\u001f"\\/\u007f\u2028é😀')).toBe(
    '"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\\"\\\\/\u007f\u2028é😀"',
  );
});

test("one statement-like document has these bytes and this hash for ever", () => {
  const document = parseJson(
    utf8Encode(' {"v":1, "log":"example.org/log", "body":{"ö":["€",-1,true,null],"a b":{}}, "subject":"new"}'),
  );
  const value = document.ok ? document.value : null;
  expect(canonicalText(value)).toBe(
    '{"body":{"a b":{},"ö":["€",-1,true,null]},"log":"example.org/log","subject":"new","v":1}',
  );
  expect(hexEncode(sha256(canonicalBytes(value)))).toBe(
    "70f2f265e6c1cb18bcc65216c7a705151f0da67a5777814a57301a7bc23f7549",
  );
});
