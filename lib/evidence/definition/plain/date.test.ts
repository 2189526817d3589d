/** Days that not all months have, and what only begins like the name of a month (ADR 0263). */
import { expect, test } from "vitest";
import { bodies, queries } from "../testing/requests.ts";

/** Words of a query that are judged where tests ask these. */
function words(...tests: readonly string[]) {
  const judged = queries(...tests.map(queryOf));
  return (...asks: readonly string[]) => asks.filter((word) => judged(queryOf(word)).length > 0);
}

const queryOf = (word: string): string => `?q=${encodeURIComponent(word)}`;

test.each([
  ["as ISO has it", ["2027-01-15", "2027-11-28"], "2027-03-28", "2027-03-31", "2028-02-29", "2027-01-31"],
  ["the day first", ["15.01.2027", "28.11.2027"], "28.03.2027", "31.03.2027", "29.02.2028", "31.01.2027"],
  ["the month first", ["01/15/2027", "11/28/2027"], "03/28/2027", "03/31/2027", "02/29/2028", "01/31/2027"],
  ["in eight digits", ["20270115", "20271128"], "20270328", "20270331", "20280229", "20270131"],
  ["with a short year", ["15.01.27", "28.11.27"], "28.03.27", "31.03.27", "29.02.28", "31.01.27"],
  ["in words", ["15 Jan 2027", "28 Nov 2027"], "28 Mar 2027", "31 Mar 2027", "29 Feb 2028", "31 Jan 2027"],
] as const)(
  "a day behind the 28th, and 29 February, is judged where a test has one: %s",
  (_, tests, day, end, leap, shown) => {
    expect(words(...tests)(day, end, leap)).toEqual([day]);
    expect(words(...tests, shown)(day, end, leap)).toEqual([day, end]);
    expect(words(...tests, leap)(day, end, leap)).toEqual([day, leap]);
  },
);

test("a JSON number that is a day in tests has such a one where a test has", () => {
  expect(bodies("20270101", "20270301")("20270228", "20270131")).toEqual(["20270228"]);
  expect(bodies("20270101", "20270331")("20270228", "20270131", "20270130")).toEqual(["20270228", "20270131"]);
  expect(bodies("1234567", "20270000")("20270131")).toEqual(["20270131"]);
});

test("a word that begins with a month between day and year is judged where it is all of its name, or three letters", () => {
  const days = words("24 dec 2027", "24 december 2027", "1 may 2027");
  const judged = ["24 sep 2027", "24 september 2027", "24 june 2027"];
  expect(days(...judged, "24 sept 2027", "24 decem 2027", "24 juny 2027", "12 mayor 2027", "12 janvier 2027")).toEqual(
    judged,
  );
  expect(words("Dec 24, 2027", "December 24, 2027")("Sep 24, 2027", "Sept 24, 2027", "Octo 24, 2027")).toEqual([
    "Sep 24, 2027",
  ]);
  expect(words("24 sept 2027", "24 dec 2027")("24 sept 2027", "25 sept 2027")).toEqual(["24 sept 2027"]);
  expect(words("mayor 45", "5 marchers")("mayor 77", "7 marchers")).toEqual(["mayor 77", "7 marchers"]);
});
