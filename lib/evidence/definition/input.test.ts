/** Code is given what was signed, as the definition names it, and nothing else. */
import { expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { BodyForm, Definition } from "#lib/statement/definition.ts";
import type { AnsweredRequest } from "./answer.ts";
import { inputOf } from "./input.ts";
import { answered, CUSTOMERS_MADE, functionOf } from "./testing/definitions.ts";

const ALL = [
  ...["@method;req", "@authority;req", "@path;req", "@query;req", "content-digest;req", "prex-request-nonce;req"],
  ...["prex-token-id;req", "@status", "content-type", "content-digest"],
];
const input = (from: readonly string[], answer: AnsweredRequest, body: BodyForm = "json-jcs") =>
  inputOf({ ...functionOf(), input: { from: [...from], body } } as Definition, answer);

test("each component has a place of its own, and no other is given", () => {
  const { request, response } = answered("[1]", "[2]", 201);
  const asked = { ...request, nonce: "n", tokenId: "ab" };
  expect(input(ALL, { request: asked, response })).toEqual({
    request: {
      ...{ method: "POST", authority: "sort.example", path: "/sort", query: "?", body: [1] },
      ...{ nonce: "n", tokenId: "ab" },
    },
    response: { status: 201, contentType: "application/json", body: [2] },
  });
  expect(input(["@path;req"], { request: asked, response })).toEqual({ request: { path: "/sort" }, response: {} });
  // What was not sent is null: code can tell it from what nobody asked for.
  const { body: _, ...bare } = request;
  const names = ["content-digest;req", "prex-request-nonce;req", "prex-token-id;req"];
  expect(input(names, { request: bare, response })).toEqual({
    ...{ request: { body: null, nonce: null, tokenId: null }, response: {} },
  });
  expect(input(ALL.slice(0, 5), { request: bare, response })).toMatchObject({ request: { body: null } });
});

test("bytes are given as hex, whatever they say", () => {
  const answer = answered("not JSON", "nor this");
  expect(input(["content-digest;req", "content-digest"], answer, "bytes")).toEqual({
    ...{ request: { body: hexEncode(utf8Encode("not JSON")) }, response: { body: hexEncode(utf8Encode("nor this")) } },
  });
});

test("a body that is no JSON judges nobody, the request's nor the answer's; what is not signed is not read", () => {
  const deep = `${"[".repeat(40)}${"]".repeat(40)}`;
  const of = (asked: string, answer: string) =>
    input(["content-digest;req", "content-digest"], answered(asked, answer));
  for (const text of ["x", deep, ...CUSTOMERS_MADE])
    expect([of(text, "[1]"), of(text, text), of("[1]", text)], text).toEqual([undefined, undefined, undefined]);
  // A body that nobody reads may be anything.
  expect(input(["@path;req"], answered("x", "x"))).toEqual({ request: { path: "/sort" }, response: {} });
  for (const name of ["date", "user-agent;req", "toString", "@target-uri;req"])
    expect(input([name], answered("[1]", "[1]")), name).toBeUndefined();
});
