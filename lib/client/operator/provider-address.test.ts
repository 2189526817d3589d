import { describe, expect, test } from "vitest";
import { readProviderAddress } from "./provider-address.ts";

describe("a typed domain or address gives the fields that the statement carries", () => {
  test.each([
    ["halden.example", { domain: "halden.example", address: undefined }],
    [" Halden.Example. ", { domain: "halden.example", address: undefined }],
    ["https://halden.example/", { domain: "halden.example", address: "https://halden.example" }],
    ["https://HALDEN.example:8443/Prex", { domain: "halden.example", address: "https://halden.example:8443/Prex" }],
    ["https://192.0.2.7", { domain: undefined, address: "https://192.0.2.7" }],
  ])("%s", (text, expected) => {
    expect(readProviderAddress(text)).toEqual({ ok: true, ...expected });
  });
});

test.each([
  "",
  "halden",
  "http://halden.example",
  "https://user@halden.example",
  "https://halden.example/?a=1",
  "ftp://x",
])("%j is refused with a rule", (text) => {
  expect(readProviderAddress(text)).toMatchObject({ ok: false, rule: expect.stringMatching(/\w/) });
});
