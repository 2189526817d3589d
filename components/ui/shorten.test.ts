import { expect, test } from "vitest";
import { shorten } from "./shorten.ts";

test("a hash is shown as its first 8 and last 6 characters", () => {
  expect(shorten("3f9c2a7be01d4c5f88a1e6b7c09d213f3f9c2a7be01d4c5f88a1e6b7c09d213f")).toBe("3f9c2a7b…9d213f");
});

test("prefixes that say what an identifier is stay whole", () => {
  expect(shorten("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")).toBe("did:key:z6MkhaXg…ta2doK");
  expect(shorten("prv_mfrggzdfmztwq2lknnwg23tpoa")).toBe("prv_mfrggzdf…23tpoa");
});

test("what is already short is not touched", () => {
  expect(shorten("prv_abc")).toBe("prv_abc");
});
