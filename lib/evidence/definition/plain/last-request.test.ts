/** One request of two answers is looked at once. */
import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { asked } from "../testing/requests.ts";
import { withLast } from "./last-request.ts";

test("the last request is asked about once, whatever its nonce, and any other again", () => {
  const seen: (string | undefined)[] = [];
  const ask = withLast(({ nonce, path }) => {
    seen.push(nonce);
    return path === "/" ? undefined : { place: path, why: "odd" };
  });
  const send = (nonce: string, text?: string, path = "/") =>
    ask(asked("POST", path, "?", { nonce, ...(text === undefined ? {} : { body: utf8Encode(text) }) }));
  expect([send("a", "[1]"), send("b", "[1]"), seen]).toEqual([undefined, undefined, ["a"]]);
  expect([send("c", "[2]"), send("d"), send("e", ""), send("f")]).toEqual([undefined, undefined, undefined, undefined]);
  expect([send("g", undefined, "/x"), send("h", undefined, "/x")]).toEqual(Array(2).fill({ place: "/x", why: "odd" }));
  expect(seen).toEqual(["a", "c", "d", "e", "f", "g"]);
});
