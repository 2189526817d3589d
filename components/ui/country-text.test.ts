import { expect, test } from "vitest";
import { countryText, countryWords } from "./country-text.ts";

test("a code stands beside its country, a part keeps its own code, and what is no code stays as it was written", () => {
  expect(["DK", "US-WY", "D", "dk", "XX", "DEU"].map(countryText)).toEqual([
    "Denmark (DK)",
    "United States (US-WY)",
    "D",
    "dk",
    "XX",
    "DEU",
  ]);
  expect(["DK", "US-WY", "XX"].map(countryWords)).toEqual(["Denmark", "United States (US-WY)", "XX"]);
});
