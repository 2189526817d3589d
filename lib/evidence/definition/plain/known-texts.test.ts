/** Texts that a service may have stored are read out of state and code, in whatever form they have. */
import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { knownTexts } from "./known-texts.ts";

const textsOf = (code: string, state?: string) => [
  ...knownTexts({ code: utf8Encode(code), state: state === undefined ? undefined : utf8Encode(state) }).all,
];

test("of code these are what stands in quotes, and names before a colon", () => {
  expect(textsOf(`const a = { iPhone: 1, "USB cable": [2, 'it\\'s', \`Rye\nbread\`] };`)).toEqual([
    ...["USB cable", "it's", "Rye\nbread", "iPhone"],
  ]);
  expect(textsOf(String.raw`["M\u00fcnchen", "\xc5rhus", "\u{141}od\n"]`)).toEqual([
    "M\u00fcnchen",
    "\u00c5rhus",
    "\u0141odn",
  ]);
  expect(textsOf("'open")).toEqual(["open"]);
  expect(textsOf('const sign = /[`]/; const towns = { "München": 1 };')).toContain("München");
});

test("of state these are names and texts, however deep", () => {
  const state = '{"Berlin":{"of":["Spree",7,null,{"at":"Havel"}]}}';
  expect(textsOf("", state).sort()).toEqual(["Berlin", "Havel", "Spree", "at", "of"]);
  expect(textsOf("", '"one"')).toEqual(["one"]);
  expect([textsOf("", "no JSON"), knownTexts({ code: undefined, state: undefined }).all.size]).toEqual([[], 0]);
});

test("code and state are read in time by their length, whatever stands there", () => {
  for (const code of ["\\`", '\\"', "a", "a ", "'"]) expect(textsOf(code.repeat(200_000)).length).toBeLessThan(4);
  expect(textsOf("", `${"[".repeat(2000)}"deep"${"]".repeat(2000)}`)).toEqual(["deep"]);
});
