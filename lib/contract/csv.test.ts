import { expect, test } from "vitest";
import { toCsv } from "./csv.ts";

test("a cell that a spreadsheet would run as a formula is neutralised, a number is not", () => {
  expect(
    toCsv(
      ["name", "points"],
      [
        ["=HYPERLINK(1)", -3],
        ["@sum", null],
        ["+1", 4],
      ],
    ),
  ).toBe("name,points\r\n'=HYPERLINK(1),-3\r\n'@sum,\r\n'+1,4\r\n");
});

test("commas, quotes and line breaks stay inside their cell", () => {
  expect(toCsv(["a,b"], [['say "x"\nthen']])).toBe('"a,b"\r\n"say ""x""\nthen"\r\n');
});
