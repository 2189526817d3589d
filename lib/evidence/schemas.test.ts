/** What a bundle and an exchange may hold is part of the protocol: a verdict is judged again by it, years later. */
import { expect, test } from "vitest";
import { schemaHash } from "#lib/statement/testing/schema-hash.ts";
import { bundleSchema } from "./bundle/bundle.ts";
import { CLAIM_KINDS } from "./bundle/claim-kinds.ts";
import { dsseExchangeSchema, httpExchangeSchema, responsePayloadSchema } from "./exchange.ts";

test("no bound of a bundle moves unseen: a changed schema needs a new name of the bundle's form", () => {
  const schemas = { bundleSchema, httpExchangeSchema, dsseExchangeSchema, responsePayloadSchema };
  const found = Object.entries(schemas).map(([name, schema]) => [name, schemaHash(schema)]);
  expect(Object.fromEntries(found)).toEqual({
    bundleSchema: "ef125259",
    httpExchangeSchema: "e2efcd82",
    dsseExchangeSchema: "d718e4fd",
    responsePayloadSchema: "b04a0076",
  });
});

test("nor one of what a kind of claim says", () => {
  const found = Object.entries(CLAIM_KINDS).map(([kind, { params }]) => [kind, schemaHash(params)]);
  expect(Object.fromEntries(found)).toEqual({
    equivocation: "25c7d85c",
    "content-address": "25c7d85c",
    "wrong-result": "25c7d85c",
    "predicate-violated": "25c7d85c",
    "key-misuse": "25c7d85c",
    "token-misuse": "7e3b3c7f",
    "disclosure-contradiction": "ba141da8",
    "offer-broken": "73e621ed",
    insolvent: "58ae4bb9",
    "withdrawal-refused": "58ae4bb9",
    vanished: "58ae4bb9",
    withheld: "81091009",
    slow: "81091009",
    unsigned: "81091009",
  });
});
