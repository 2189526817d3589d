/** What stands at a place is of a kind that tests show there, and no two languages make another number of it. */
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { Scalar } from "./marks.ts";
import { addTo, isPlainText, newShown, notShownAt, type Shown } from "./text.ts";
import { namesOf } from "./together.ts";

const isShownAt = (shown: Shown, value: Scalar, written?: string) =>
  notShownAt(shown, value, { written }) === undefined;

/** Of a text that nothing else is answered as. */
const answerTo = (value: Scalar) => Array.from(String(value), (letter) => letter.codePointAt(0)).join("-");

/** Whether a value is as these are, at a place that holds more than one text and one number. */
function likeThese(...values: readonly Scalar[]) {
  const shown = newShown();
  shown.values.set("string", new Set(["one", "another"])).set("number", new Set([1, 2]));
  for (const value of values) addTo(shown, value, { answer: answerTo(value) });
  return (value: Scalar) => isShownAt(shown, value);
}

test("numbers are of the sign that a test has, whole where its are, and have nine digits or as many as its longest", () => {
  const values = [0, 12, 123_456_789, 1_234_567_890, -1, 1.5, -1.5, "0", "12", "-1", "1.50", "-1.50", "1234567890"];
  expect(values.filter(likeThese(0, 7))).toEqual([0, 12, 123_456_789]);
  expect(values.filter(likeThese(0, 9_876_543_210))).toEqual([0, 12, 123_456_789, 1_234_567_890]);
  expect(values.filter(likeThese(-7))).toEqual([-1]);
  expect(values.filter(likeThese(0.5))).toEqual([1.5]);
  expect(values.filter(likeThese("0"))).toEqual(["0", "12"]);
  expect(values.filter(likeThese("0", "370400440532013000"))).toEqual(["0", "12", "1234567890"]);
  expect(values.filter(likeThese("0.99", "-3"))).toEqual(["-1", "1.50"]);
  expect(values.filter(likeThese("sun", "", null, true))).toEqual([]);
});

test("a number beyond what 32 bits, doubles or 64 bits hold is judged where tests have one beyond", () => {
  const cards = ["4111111111111111", "9007199254740991", "9007199254740992", "9999999999999999"];
  expect(cards.filter(likeThese("4111111111111111"))).toEqual(cards.slice(0, 2));
  expect(cards.filter(likeThese("9007199254740993"))).toEqual(cards);
  const numbers = [1_800_000_000, 2_147_483_648, 4_294_967_296];
  expect(numbers.filter(likeThese(1_234_567_890))).toEqual(numbers.slice(0, 1));
  expect(numbers.filter(likeThese(2_999_999_999))).toEqual(numbers.slice(0, 2));
  expect(numbers.filter(likeThese(9_876_543_210))).toEqual(numbers);
  const long = ["9223372036854775807", "9223372036854775808", "-9223372036854775807", "-9999999999999999999"];
  expect(long.filter(likeThese("9111111111111111111", "-9111111111111111111"))).toEqual([long[0], long[2]]);
  const cents = ["12345678.90", "21474836.48", "90071992547409.92", "45035996273704.96"];
  expect(cents.filter(likeThese("12.00", "12345678901234.00"))).toEqual([cents[0], cents[1], cents[3]]);
  expect(["01800000000", "09999999999"].filter(likeThese("01234567890"))).toEqual(["01800000000"]);
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
  const alike = [
    "0 a % - _+. ",
    "3 n",
    "3",
    "0_000",
    "0y10",
    "000",
    "+0",
    "- 0",
    ".0",
    "_0",
    "\u0663",
    "Infinite",
    "nan",
  ];
  expect(odd.filter(likeThese(...alike, "7e7", "100 %", "inf", "infinity", "Infinity"))).toEqual(odd);
  expect(others.filter(likeThese("2028-01-01T00:00:00Z", ""))).toEqual(["2027-03-01T10:00:00Z", ""]);
  expect(others.filter(likeThese("\u00e9, ()/", "e, ()/"))).toEqual(["a", "\u00e9", "a, b"]);
  expect(others.filter(likeThese("x   y_x", "\u03a3", "x   Y_x"))).toEqual(["a", "a  b", "\u03a3", "a_b"]);
});

test("digits behind a point are as many as a test has there, and a number that doubles do not hold is one of its own", () => {
  const texts = ["1.5", "1.505", "0.10", "12.50", "2.5", "3.75"];
  expect(texts.filter(likeThese("12.50"))).toEqual(["0.10", "12.50", "3.75"]);
  expect(texts.filter(likeThese("0.5", "0.125"))).toEqual(["1.5", "1.505", "2.5"]);
  const numbers = [1.5, 0.25, 0.1, 1.005, 0.3, 1e-7, 0.125];
  expect(numbers.filter(likeThese(2.5, 7.75))).toEqual([1.5, 0.25]);
  expect(numbers.filter(likeThese(0.1, 1.005, 1e-7))).toEqual([0.1, 1.005, 1e-7]);
});

test("words in capitals, in small letters and with a capital, digits and spaces stand where a test has one there, and letters beyond ASCII likewise", () => {
  const texts = ["sun", "Sun", "SUN", "sUn", "b7", "the sun", "\u00e9", "\u00c9", "\u65e5"];
  expect(texts.filter(likeThese("moon"))).toEqual(["sun"]);
  expect(texts.filter(likeThese("EUR"))).toEqual(["SUN"]);
  expect(texts.filter(likeThese("Moon"))).toEqual(["Sun"]);
  expect(texts.filter(likeThese("mO", "moon", "A moon", "a moon"))).toEqual(["sun", "Sun", "sUn", "the sun"]);
  const breads = ["Apple", "Rye bread", "rye bread", "Rye Bread", "RYE BREAD", "rye", "Rye"];
  expect(breads.filter(likeThese("Milk", "Oat bread"))).toEqual(["Apple", "Rye bread", "Rye"]);
  expect(texts.filter(likeThese("a7 b"))).toEqual(["sun", "b7", "the sun"]);
  expect(texts.filter(likeThese("caf\u00e9", "cafe"))).toEqual(["sun", "\u00e9"]);
  expect(texts.filter(likeThese("\u00c9l", "El"))).toEqual(["Sun", "\u00c9"]);
  expect(texts.filter(likeThese("\u6708"))).toEqual(["\u65e5"]);
});

test("letters that UTF-16 puts in another order, or counts twice, are each a sign of their own", () => {
  const letters = ["\u65e5", "\ufa0e", "\u{20bb7}", "\u{20bb8}"];
  expect(letters.filter(likeThese("\u6708"))).toEqual(["\u65e5"]);
  expect(letters.filter(likeThese("\u6708\u{20bb7}"))).toEqual(["\u65e5", "\u{20bb7}"]);
});

test("a letter whose capital is several, or of late, is a sign of its own: each language makes another of it", () => {
  const letters = ["\u0390", "\u01f0", "\u1fb3", "\u019b", "\u10d0", "\u03c0"];
  expect(letters.filter(likeThese("\u03c0\u03c9"))).toEqual(["\u03c0"]);
  expect(letters.filter(likeThese("\u03c0\u01f0", "\u03c0j"))).toEqual(["\u01f0", "\u03c0"]);
});

test("what some take for true, false or nothing is judged where tests show that very word", () => {
  const words = ["true", "TRUE", "True", "yes", "on", "t", "f", "No", "null", "none", "undefined", "tea"];
  expect(words.filter(likeThese("sun"))).toEqual(["tea"]);
  expect(words.filter(likeThese("true", "false", "moon"))).toEqual(["true", "tea"]);
});

test("a text or number that all tests have alike names what is asked for, and any other is left open", () => {
  const shown = newShown();
  for (const value of ["price", "price", 7, "", null]) addTo(shown, value);
  const judged = () => ["price", "stock", "", 7, 8, null].filter((value) => isShownAt(shown, value));
  expect(judged()).toEqual(["price", "", 7, null]);
  addTo(shown, "sales");
  expect(judged()).toEqual(["price", "stock", "", 7, null]);
  addTo(shown, 9);
  expect(judged()).toEqual(["price", "stock", "", 7, 8, null]);
});

test("zero and false are nothing, or left out, to some: judged where a test has them, in any kind of number", () => {
  const zeros = [0, "0", "0.00", "00", "0x0", "0 a", "-0.0", false];
  expect(zeros.filter(likeThese(7, "7", "2.50", "2 a", "07", "7x", "-7.5", true))).toEqual([]);
  expect(zeros.filter(likeThese(...zeros, "2 a"))).toEqual(zeros);
  expect([false, true].filter(likeThese(false))).toEqual([false]);
  expect([false, true].filter(likeThese(true, false))).toEqual([false, true]);
  expect([7, "7", "2.50"].filter(likeThese(0, "0", "0.00"))).toEqual([7, "7", "2.50"]);
});

test("however many values tests show, none of them is looked through for another", () => {
  const shown = newShown();
  for (const value of [100.1, 100.2, 100.5]) addTo(shown, value);
  const readings = vi.spyOn(Set.prototype, Symbol.iterator);
  expect(isShownAt(shown, 1.5)).toBe(true);
  expect(readings).not.toHaveBeenCalled();
  readings.mockRestore();
});

test("an escape is judged where a test has one of the like there", () => {
  const shown = newShown();
  addTo(shown, "a b", { written: "a%20b" });
  addTo(shown, "c", { written: "c" });
  const judged = [
    ["d", "d"],
    ["d", "%64"],
    ["d e", "d%20e"],
  ].filter(([text = "", written]) => isShownAt(shown, text, written));
  expect(judged.map(([, written]) => written)).toEqual(["d", "d%20e"]);
});

test("a text with more combining marks in a row than a stream is safe with is not composed: that takes the square of its length", () => {
  const marks = (count: number) => `a${"\u0316\u0301".repeat(count)}`;
  const composed: string[] = [];
  const { normalize } = String.prototype;
  const spy = vi.spyOn(String.prototype, "normalize").mockImplementation(function (this: string, form) {
    composed.push(this);
    return normalize.call(this, form);
  });
  expect([isPlainText(marks(100_000)), isPlainText("\u00e9")]).toEqual([false, true]);
  expect(composed).toEqual(["\u00e9"]);
  spy.mockRestore();
  expect(isPlainText(marks(1).normalize("NFC"))).toBe(true);
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
  [["12.50", "-0.50", "12.5"], DECIMAL],
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
  const within = ["the constructor", "Constructor", "a tostring b", "x__proto__"];
  expect(within.filter(likeThese("sun", "The __proto__"))).toEqual([]);
});

test("names that stand together are told by which they are: not by their order, and not by what joins them", () => {
  expect(namesOf(["b", "a"])).toBe(namesOf(["a", "b"]));
  const others = [[], [""], ["a"], ["a", "a"], ["a,b"], ['a","b'], ["ab"]].map(namesOf);
  expect(new Set([...others, namesOf(["a", "b"])]).size).toBe(others.length + 1);
});
