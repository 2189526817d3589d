import { expect, test } from "vitest";
import { readTarget } from "./palette-target.ts";

test.each([
  ["48,213", "/log/entries/48213"],
  ["#0", "/log/entries/0"],
  ["  12 ", "/log/entries/12"],
  ["prv_mfrggzdfmztwq2lknnwg23tpoa", "/providers/prv_mfrggzdfmztwq2lknnwg23tpoa"],
  [
    "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
    "/log?issuer=did%3Akey%3Az6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
  ],
])("pasting %s leads to %s", (pasted, href) => {
  expect(readTarget(pasted)).toMatchObject({ kind: "page", href });
});

test("a statement hash is looked up, whatever its letter case", () => {
  expect(readTarget("AB".repeat(32))).toEqual({
    kind: "statement",
    text: "Entry with this hash",
    hash: "ab".repeat(32),
  });
});

test.each(["", "halden", "prv_UPPER", "did:web:example.org", "12a", "-1", "1.5", "ab".repeat(31)])(
  "%j is an ordinary search",
  (typed) => {
    expect(readTarget(typed)).toBeUndefined();
  },
);
