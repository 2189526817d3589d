import fc from "fast-check";
import { expect, test } from "vitest";
import { RatingReader, type ReadOptions } from "./ratings.ts";

fc.configureGlobal({ seed: 6962 });

function read(text: string, options?: ReadOptions) {
  const reader = new RatingReader(options);
  reader.push(text);
  const found = reader.finish();
  const { count, source, target, rating, time } = found.ratings;
  const rows = Array.from({ length: count }, (_, at) => [source[at], target[at], rating[at], time[at]]);
  return { ...found, rows };
}

const HEAD = "source,target,rating,time\n";

test("a header may name the columns in any order, after a byte order mark, with CRLF", () => {
  const { rows, hasHeader, blankCount } = read('\uFEFFTime,"target",note,source,Rating\r\n5.5,b,x,a,-3\r\n\r\n');
  expect({ rows, hasHeader, blankCount }).toEqual({ rows: [[0, 1, -3, 5.5]], hasHeader: true, blankCount: 1 });
});

test("without a header the usual order holds, or the one that is given", () => {
  expect(read("6,2,4,1289241911.72836").rows).toEqual([[0, 1, 4, 1289241911.72836]]);
  expect(read("7,4,a,b\n", { columns: ["time", "rating", "source", "target"] }).rows).toEqual([[0, 1, 4, 7]]);
});

test("a header of other names is refused unless the order is given: source and target could be swapped", () => {
  expect(read("ratee,rater,value,when\na,b,1,2\n").bad).toEqual([
    { line: 1, detail: expect.stringContaining("header") },
  ]);
  const given = read("ratee,rater,value,when\na,b,1,2\n", { columns: ["target", "source", "rating", "time"] });
  expect({ bad: given.badCount, rows: given.rows, hasHeader: given.hasHeader }).toEqual({
    bad: 0,
    rows: [[0, 1, 1, 2]],
    hasHeader: true,
  });
});

test.each([
  ["a,b,x,10", "the rating is no number: x"],
  ["a,b,,10", "the rating is no number: (empty)"],
  ["a,b,Infinity,10", "the rating is no number: Infinity"],
  ["a,b,0x1f,10", "the rating is no number: 0x1f"],
  ["a,b,11,10", "the rating 11 is outside −10 to 10"],
  ["a,b,1", "3 cells, 4 expected"],
  ["a,b,1,10,", "5 cells, 4 expected"],
  ['"a,b,1,10', "a quote does not close, or stands inside a cell"],
  ['a"b,c,1,10', "a quote does not close, or stands inside a cell"],
  [",b,1,10", "the source is empty"],
  ["a,,1,10", "the target is empty"],
  ["a,b,1,soon", "the time is neither seconds since 1970 nor 2026-11-22T10:00:00.000Z: soon"],
  ["a,b,1,1289241911000", "outside the years 0 to 9999: it must be in seconds, not milliseconds"],
])("the line %s is refused by its number and with the reason", (line, detail) => {
  const found = read(`${HEAD}a,b,1,9\n${line}\nb,a,1,11\n`, { maxRating: 10 });
  expect(found.bad).toEqual([{ line: 3, detail: expect.stringContaining(detail) }]);
  expect(found.rows).toHaveLength(2);
});

test("ratings out of order are sorted and the first such line is said; those of one instant keep their order", () => {
  const found = read(`${HEAD}a,b,1,20\na,c,2,2026-11-22T10:00:00.000Z\na,d,3,5\na,e,4,20\n`);
  expect(found.firstUnsortedLine).toBe(4);
  expect(found.rows.map((row) => row[2])).toEqual([3, 1, 4, 2]);
});

test("a rating of oneself is left out and counted", () => {
  expect(read(`${HEAD}a,a,10,1\na,b,1,2\n`)).toMatchObject({ selfCount: 1, firstSelfLine: 2, badCount: 0 });
});

test.each(["", "\n\n", HEAD])("a file without ratings has none: %j", (text) => {
  expect(read(text).rows).toEqual([]);
});

test("columns that are not the four, each once, are refused", () => {
  expect(() => new RatingReader({ columns: ["source", "target", "rating"] })).toThrow(RangeError);
  expect(() => new RatingReader({ columns: ["source", "source", "target", "rating", "time"] })).toThrow(RangeError);
});

test("how a file is cut into pieces changes nothing, and no text makes the reader throw", () => {
  const piece = fc.oneof(fc.constantFrom("a,b,1,5\n", '"a', "\r\n", ",", "b,c,-2,3", "\uFEFF", HEAD), fc.string());
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const whole = read(pieces.join(""));
      const reader = new RatingReader();
      for (const one of pieces) reader.push(one);
      const { rows: _rows, ...expected } = whole;
      expect(reader.finish()).toEqual(expected);
    }),
  );
});
