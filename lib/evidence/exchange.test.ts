import { describe, expect, test } from "vitest";
import { exchangeSchema, isDsseExchange, readExchange } from "./exchange.ts";

const http = {
  request: {
    method: "POST",
    authority: "halden.example",
    path: "/sort",
    query: "?order=up",
    nonce: "0b1c2d3e4f5a6b7c8d9e0f",
    contentDigest: "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:",
    body: "e30=",
  },
  response: { status: 200, contentDigest: "sha-256=:AA==:", contentType: "application/json", body: "" },
  signatureInput: '("@status");created=1',
  signature: "AAAA",
};
const dsse = {
  dsse: { payloadType: "x/y", payload: "e30=", signatures: [{ keyid: "k", sig: "AAAA" }], responseBody: "AA==" },
};

const inRequest = (change: object) => ({ ...http, request: { ...http.request, ...change } });

describe("an exchange", () => {
  test("is read in both forms as it stands", () => {
    for (const exchange of [http, dsse]) {
      expect(readExchange(exchange)).toEqual({ ok: true, value: exchange });
      expect(exchangeSchema.parse(exchange)).toEqual(exchange);
    }
    const read = readExchange(dsse);
    expect(read.ok && isDsseExchange(read.value)).toBe(true);
  });

  test.each([
    [
      "a header field that the profile does not cover",
      inRequest({ authorization: "Bearer x" }),
      "/request/authorization",
    ],
    ["a host in capitals", inRequest({ authority: "Halden.example" }), "/request/authority"],
    ["an address with a user", inRequest({ authority: "me@halden.example" }), "/request/authority"],
    ["a path with its query", inRequest({ path: "/sort?order=up" }), "/request/path"],
    ["a query without its mark", inRequest({ query: "order=up" }), "/request/query"],
    ["a fragment", inRequest({ query: "?a#b" }), "/request/query"],
    ["a line break in a field", inRequest({ nonce: "a\r\nb" }), "/request/nonce"],
    ["a letter beyond ASCII", inRequest({ nonce: "é" }), "/request/nonce"],
    ["base64 with stray bits", inRequest({ body: "e31=" }), "/request/body"],
    ["base64 without padding", inRequest({ body: "e30" }), "/request/body"],
    ["a body that is there and empty", inRequest({ body: "" }), "/request/body"],
    ["an interim status", { ...http, response: { ...http.response, status: 103 } }, "/response/status"],
    ["no signature", { ...http, signature: undefined }, "/signature"],
    ["an envelope with two signatures", { dsse: { ...dsse.dsse, signatures: [] } }, "/dsse/signatures"],
  ])("refused with its place: %s", (_, value, pointer) => {
    const read = readExchange(JSON.parse(JSON.stringify(value)));
    expect(read.ok ? undefined : read.error).toMatchObject({ code: "schema", pointer });
  });
});
