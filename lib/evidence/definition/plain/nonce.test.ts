import { expect, test } from "vitest";
import { asked, called, shown } from "../testing/requests.ts";
import { isPlain } from "./request.ts";

test("a nonce that a definition reads is one word, since servers make another of two lines", () => {
  const dice = called(["@path;req", "prex-request-nonce;req"], shown("GET", "/roll"));
  const words = ["c2lnbmVyLW5vbmNl", "a".repeat(128), "a".repeat(15), "a".repeat(129)];
  const lines = ["c2lnbmVyLW5vbmNl, c2lnbmVyLW5vbmNl", "c2lnbmVyLW5vbmNl,", "c2lnbmVy LW5vbmNl", 'a"lnbmVyLW5vbmNl'];
  const held = [...words, ...lines].map((nonce) => isPlain(dice, asked("GET", "/roll", "?", { nonce })));
  expect(held).toEqual([true, true, ...Array(6).fill(false)]);
  // As a test of a definition may: each answer that is judged has one.
  expect(isPlain(dice, asked("GET", "/roll"))).toBe(true);
  const clock = called(["@path;req"], shown("GET", "/roll"));
  expect(isPlain(clock, asked("GET", "/roll", "?", { nonce: "a, b" }))).toBe(true);
});
