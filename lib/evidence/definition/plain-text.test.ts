/** What stands at a place is of a kind that tests show there, and no two languages make another number of it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { addTo, isShownAt, namesOf, type Scalar, type Shown } from "./plain-text.ts";

/** Whether a value is as these are. */
function likeThese(...values: readonly Scalar[]) {
  const shown: Shown = new Map();
  for (const value of values) addTo(shown, value);
  return (value: Scalar) => isShownAt(shown, value);
}

test("numbers are of the sign that a test has, whole where its are, and have nine digits or as many as its longest", () => {
  const values = [0, 12, 123_456_789, 1_234_567_890, -1, 1.5, -1.5, "0", "12", "-1", "1.50", "-1.50", "1234567890"];
  expect(values.filter(likeThese(7))).toEqual([0, 12, 123_456_789]);
  expect(values.filter(likeThese(7, 9_876_543_210))).toEqual([0, 12, 123_456_789, 1_234_567_890]);
  expect(values.filter(likeThese(-7))).toEqual([-1]);
  expect(values.filter(likeThese(0.5))).toEqual([1.5]);
  expect(values.filter(likeThese("7"))).toEqual(["0", "12"]);
  expect(values.filter(likeThese("370400440532013000"))).toEqual(["0", "12", "1234567890"]);
  expect(values.filter(likeThese("0.99", "-3"))).toEqual(["-1", "1.50"]);
  expect(values.filter(likeThese("sun", "", null, true))).toEqual([]);
});

test("a text that some read as a number, a date or nothing is plain where a test has one, and so is each sign", () => {
  const odd = [
    "2abc",
    "1_000",
    "0x10",
    "1e3",
    "010",
    "\u0663",
    "+1",
    "-0",
    ".5",
    "- 5",
    "_1",
    "Infinity",
    "nan",
    "100 %",
  ];
  const others = ["2027-03-01T10:00:00Z", "/Date(0)/", "", "a", "\u00e9", "a, b", "a  b", "\u03a3", "a_b"];
  expect([...odd, ...others].filter(likeThese("sun"))).toEqual(["a"]);
  expect([...odd, ...others].filter(likeThese("12"))).toEqual([]);
  expect(odd.filter(likeThese("3 % - _+. \u0663"))).toEqual(odd);
  expect(others.filter(likeThese("2028-01-01T00:00:00.000Z", ""))).toEqual(["2027-03-01T10:00:00Z", ""]);
  expect(others.filter(likeThese("\u00fc, ()/"))).toEqual(["a", "\u00e9", "a, b"]);
  expect(others.filter(likeThese("x   \u03a3_"))).toEqual(["a", "a  b", "\u03a3", "a_b"]);
});

const PARTS = [..."0129._-+ exa%", "\u0663", "\u00e9", "Infinity", "nan", "12.5", "-3.00"];
const WHOLE = [
  (text: string) => Number.parseInt(text, 10),
  (text: string) => Number(text.replaceAll("_", "") || "none"),
  Number,
];
const DECIMAL = [Number.parseFloat, (text: string) => Number(text.replaceAll("_", "") || "none"), Number];

test.each([
  [["12"], WHOLE],
  [["sun"], WHOLE],
  [["-3", "7", ""], WHOLE],
  [["sun", "7", "a_b-c.d+e f%\u00e9"], WHOLE],
  [["12.50", "-0.50"], DECIMAL],
])("where tests show %j every language makes the same number of a plain text, or none", (shown, readers) => {
  const isPlain = likeThese(...shown);
  const text = fc.array(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(""));
  let plain = 0;
  fc.assert(
    fc.property(text, (each) => {
      if (!isPlain(each)) return true;
      plain += 1;
      return new Set(readers.map((read) => read(each))).size === 1;
    }),
    { seed: 5, numRuns: 4_000 },
  );
  expect(plain).toBeGreaterThan(20);
});

test("a text that each object of JavaScript has a member of convicts nobody, whatever tests show", () => {
  const inherited = ["constructor", "toString", "valueOf", "hasOwnProperty", "__proto__"];
  expect(inherited.filter(likeThese("sun", "__proto__", "constructor"))).toEqual([]);
  expect(["construct", "proto"].filter(likeThese("sun"))).toEqual(["construct", "proto"]);
});

test("names that stand together are told by which they are: not by their order, and not by what joins them", () => {
  expect(namesOf(["b", "a"])).toBe(namesOf(["a", "b"]));
  const others = [[], [""], ["a"], ["a", "a"], ["a,b"], ['a","b'], ["ab"]].map(namesOf);
  expect(new Set([...others, namesOf(["a", "b"])]).size).toBe(others.length + 1);
});
