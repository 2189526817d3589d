import { describe, expect, test } from "vitest";
import { concatBytes, utf8Encode } from "./bytes.ts";
import { canonicalText, checkStatementProfile, type JsonLimits, parseCanonical, parseJson } from "./json.ts";

function parse(text: string, limits: Partial<JsonLimits> = {}) {
  return parseJson(utf8Encode(text), limits);
}

/** Code and pointer of the refusal, or the value when there is none. */
function refusalOf(bytes: Uint8Array, limits: Partial<JsonLimits> = {}) {
  const parsed = parseJson(bytes, limits);
  return parsed.ok ? parsed.value : [parsed.error.code, parsed.error.pointer];
}

function canonicalRefusalOf(text: string) {
  const parsed = parseCanonical(utf8Encode(text));
  return parsed.ok ? parsed.value : [parsed.error.code, parsed.error.pointer];
}

describe("what is refused, and where", () => {
  test.each([
    ["", "malformed", ""],
    [" ", "malformed", ""],
    ["{} {}", "malformed", ""],
    ["[1,]", "malformed", "/1"],
    ["[1 2]", "malformed", ""],
    ['{"a":1,}', "malformed", ""],
    ['{"a" 1}', "malformed", "/a"],
    ["{a:1}", "malformed", ""],
    ['{"a":', "malformed", "/a"],
    ["[tru]", "malformed", "/0"],
    ["[NaN]", "malformed", "/0"],
    ["[01]", "malformed", "/0"],
    ["[-01]", "malformed", "/0"],
    ["[-]", "malformed", "/0"],
    ["[1.]", "malformed", "/0"],
    ["[.5]", "malformed", "/0"],
    ["[1e]", "malformed", "/0"],
    ["[+1]", "malformed", "/0"],
    ['["\t"]', "malformed", "/0"],
    ['["\\x"]', "malformed", "/0"],
    ['["\\u12g4"]', "malformed", "/0"],
    ['["', "malformed", "/0"],
    ['{"a":1,"a":2}', "duplicate-key", "/a"],
    // The last value of "a" reads as the text that follows the first "a" up to the second.
    [String.raw`{"a":"X","k":"Z","a":"X\",\"k\":\"Z"}`, "duplicate-key", "/a"],
    ['{"a":1,"\\u0061":2}', "duplicate-key", "/a"],
    ['{"x":{"__proto__":1,"__proto__":2}}', "duplicate-key", "/x/__proto__"],
    ['{"a/b":{"m~n":[0,{"":[x]}]}}', "malformed", "/a~1b/m~0n/1//0"],
  ])("%s is %s at %s", (text, code, pointer) => {
    expect(refusalOf(utf8Encode(text))).toEqual([code, pointer]);
  });

  test.each(["\\ud800", "\\udc00", "\\ud800\\ud800", "\\udc00\\ud800", "\\ud800x", "\\ud83d\\u0061"])(
    "the lone surrogate %s",
    (unit) => {
      expect(refusalOf(utf8Encode(`{"text":"${unit}"}`))).toEqual(["malformed", "/text"]);
      expect(refusalOf(utf8Encode(`{"${unit}":0}`))).toEqual(["malformed", ""]);
    },
  );

  test.each([
    ["overlong", [0xc0, 0x80]],
    ["overlong of three bytes", [0xe0, 0x80, 0x80]],
    ["a surrogate", [0xed, 0xa0, 0x80]],
    ["past U+10FFFF", [0xf4, 0x90, 0x80, 0x80]],
    ["a stray continuation", [0x80]],
    ["cut short", [0xe2, 0x82]],
  ])("bytes that are not UTF-8: %s", (_, bytes) => {
    const document = concatBytes(utf8Encode('{"a":["'), Uint8Array.from(bytes), utf8Encode('"]}'));
    expect(refusalOf(document)).toEqual(["malformed", "/a/0"]);
  });

  test("a byte order mark", () => {
    expect(refusalOf(Uint8Array.of(0xef, 0xbb, 0xbf, 0x31))).toEqual(["malformed", ""]);
  });

  test("numbers that double precision cannot hold", () => {
    for (const literal of ["1e400", "-1e400", "9007199254740993", "123456789012345678901234567890"]) {
      expect(refusalOf(utf8Encode(`[${literal}]`))).toEqual(["malformed", "/0"]);
    }
    expect(refusalOf(utf8Encode("[9007199254740992,295147905179352830000,1e-400]"))).toEqual([
      9007199254740992, 295147905179352830000, 0,
    ]);
  });
});

describe("limits are inclusive", () => {
  test("depth 32 is read, 33 is too deep, also in an object", () => {
    expect(parse("[".repeat(32) + "]".repeat(32)).ok).toBe(true);
    expect(refusalOf(utf8Encode("[".repeat(33) + "]".repeat(33)))).toEqual(["too-deep", "/0".repeat(32)]);
    expect(refusalOf(utf8Encode('{"a":'.repeat(40)))).toEqual(["too-deep", "/a".repeat(32)]);
  });

  test("no caller can lift the depth to where recursion ends", () => {
    const deep = utf8Encode("[".repeat(100_000));
    const parsed = parseJson(deep, { maxDepth: 1_000_000, maxBytes: 1_000_000 });
    expect(!parsed.ok && parsed.error.code).toBe("too-deep");
  });

  test("1,000 keys in the whole document are read, one more is too large", () => {
    const objects = (count: number) => `[${Array.from({ length: count }, () => '{"a":0}').join(",")}]`;
    expect(parse(objects(1000)).ok).toBe(true);
    expect(refusalOf(utf8Encode(objects(1001)))).toEqual(["too-large", "/1000/a"]);
  });

  test("65,535 bytes are read, one more is too large", () => {
    expect(parse(`"${"a".repeat(65_533)}"`).ok).toBe(true);
    expect(refusalOf(utf8Encode(`"${"a".repeat(65_534)}"`))).toEqual(["too-large", ""]);
    expect(parse(`"${"a".repeat(65_534)}"`, { maxBytes: 70_000 }).ok).toBe(true);
  });
});

describe("what is read", () => {
  test("every escape, form of number and white space of RFC 8259", () => {
    const text = ' { "s" : "\\"\\\\\\/\\b\\f\\n\\r\\t\\u20AC\\ud83d\\ude00é€😀" ,\r\n\t"n":[ 0,-0,-1.5,2E+3,1e-2 ] } ';
    const parsed = parse(text);
    expect(parsed.ok && parsed.value).toEqual({ s: '"\\/\b\f\n\r\t€😀é€😀', n: [0, -0, -1.5, 2000, 0.01] });
  });

  test("__proto__ and constructor are keys like others", () => {
    const parsed = parse('{"constructor":1,"__proto__":{"polluted":true}}');
    expect(parsed.ok && Object.keys(parsed.value as object)).toEqual(["constructor", "__proto__"]);
    expect(parsed.ok && canonicalText(parsed.value)).toBe('{"__proto__":{"polluted":true},"constructor":1}');
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  test("an escaped key is read by its meaning whatever was read before", () => {
    // V8's own JSON.parse takes the second key for a backslash (Node 24.21).
    expect(canonicalRefusalOf('{"\\\\":1}')).toEqual({ "\\": 1 });
    const parsed = parse('{"\\u0022":1}');
    expect(parsed.ok && Object.keys(parsed.value as object)).toEqual(['"']);
  });
});

describe("canonical form", () => {
  test("a key that stands twice is refused, also where its last value reads as the text behind the first", () => {
    expect(canonicalRefusalOf(String.raw`{"a":"X","k":"Z","a":"X\",\"k\":\"Z"}`)).toEqual(["duplicate-key", "/a"]);
  });
  test.each([
    ['{"b":1,"a":2}', "/b"],
    ['{"a":{"x":0,"y": 1}}', "/a/y"],
    ['{"a":[1,2.0]}', "/a/1"],
    ['{"a":"\\u0061"}', "/a"],
    ['{"\\u0061":1}', "/a"],
    ["[-0]", "/0"],
    ["[1E2]", "/0"],
    [" 1", ""],
    ['{"a":1}\n', "/a"],
  ])("%s is not canonical at %s", (text, pointer) => {
    expect(canonicalRefusalOf(text)).toEqual(["not-canonical", pointer]);
  });

  test("members stand in UTF-16 order, not in code point order", () => {
    expect(canonicalText({ "\ufb33": 1, "😀": 2, a: 3, "": 4 })).toBe('{"":4,"a":3,"😀":2,"\ufb33":1}');
  });

  test("what JSON cannot hold throws instead of being signed as something else", () => {
    expect(() => canonicalText(Number.NaN)).toThrow(TypeError);
    expect(() => canonicalText(Number.POSITIVE_INFINITY)).toThrow(TypeError);
    expect(() => canonicalText({ a: undefined } as never)).toThrow(TypeError);
    expect(() => canonicalText([1n] as never)).toThrow(TypeError);
    expect(() => canonicalText("\ud800")).toThrow(RangeError);
    expect(() => canonicalText({ "\udc00": 1 })).toThrow(RangeError);
    expect(canonicalText("\\ud800")).toBe('"\\\\ud800"');
  });
});

describe("statement profile", () => {
  test("only integers up to 2^53 − 1", () => {
    expect(canonicalRefusalOf('{"n":9007199254740991}')).toEqual({ n: 9007199254740991 });
    expect(canonicalRefusalOf('{"n":[0.5]}')).toEqual(["not-canonical", "/n/0"]);
    expect(canonicalRefusalOf('{"n":9007199254740992}')).toEqual(["not-canonical", "/n"]);
    expect(checkStatementProfile({ n: -0 })?.pointer).toBe("/n");
  });

  test("keys in normal form C, free text in any", () => {
    expect(canonicalRefusalOf('{"e\u0301":1}')).toEqual(["not-canonical", "/e\u0301"]);
    expect(canonicalRefusalOf('{"\u00e9":"e\u0301"}')).toEqual({ "\u00e9": "e\u0301" });
  });
});

test("every digit of an escape counts, in capitals and in small letters", () => {
  for (const digits of ["0123456789abcdef", "0123456789ABCDEF"]) {
    for (const [value, digit] of [...digits].entries())
      expect(refusalOf(utf8Encode(`"\\u00e${digit}"`)), digit).toBe(String.fromCharCode(0xe0 + value));
  }
  for (const none of ["g", "G", "/", ":", "`", "@"])
    expect(refusalOf(utf8Encode(`"\\u00e${none}"`)), none).toMatchObject(["malformed", ""]);
});
