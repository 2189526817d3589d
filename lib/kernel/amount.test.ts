import { expect, test } from "vitest";
import { decimalText } from "./amount.ts";

test("thousands are set apart before the point only, and what is no number stays", () => {
  const texts = ["0", "999", "1000", "1234567.891234", "0.000001", "about 1000", ""];
  expect(texts.map(decimalText)).toEqual(["0", "999", "1,000", "1,234,567.891234", "0.000001", "about 1000", ""]);
});
