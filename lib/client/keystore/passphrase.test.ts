import { expect, test } from "vitest";
import { passphraseProblem, suggestPassphrase } from "./passphrase.ts";

test("a suggested passphrase passes its own rule and uses all its dice", () => {
  const suggestion = suggestPassphrase((bytes) => new Uint8Array(bytes).fill(0x5a));
  expect(suggestion).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){4}$/);
  expect(passphraseProblem(suggestion)).toBeUndefined();
});

test("a short passphrase is refused with its length", () => {
  expect(passphraseProblem("")).toContain("Choose");
  expect(passphraseProblem("12345678901")).toContain("this has 11");
  expect(passphraseProblem("123456789012")).toBeUndefined();
});
