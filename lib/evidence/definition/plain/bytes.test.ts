/** A body that is read as bytes is held by what tests show, as far as it is a text. */
import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { Sent } from "./body.ts";
import { readBytes } from "./bytes.ts";

const sent = (text: string): Sent => ({ body: utf8Encode(text) });

/** Bodies of these that are judged where tests send those. */
const judged = (shown: readonly string[], asked: readonly string[]) => {
  const notPlain = readBytes(shown.map(sent));
  return asked.filter((text) => notPlain(sent(text)) === undefined);
};

test("a form has the members that a test shows, each once, and JSON is built as tests build it, in their writing", () => {
  const forms = ["a=7&b=2", "b=2&a=1", "a=1&b=2&a=7", "a=+1&b=2", "a=1", "a=x&b=1", "", "ab"];
  expect(judged(["a=1&b=2", "a=5&b=5", "a=6&b=3"], forms)).toEqual(["a=7&b=2"]);
  const json = [
    '{"a":7,"b":2}',
    '{"a":1,"b":2,"A":7}',
    '{"a":"1","b":"2"}',
    '{"a": 1, "b": 2}',
    '{"a":1.0,"b":2}',
    "a",
  ];
  expect(judged(['{"a":1,"b":2}', '{"a":5,"b":5}', '{"a":6,"b":3}'], json)).toEqual(['{"a":7,"b":2}']);
  expect(judged(['{"a": 1, "b": 2}', '{"a": 5, "b": 5}', '{"a": 6, "b": 3}'], json)).toEqual([
    '{"a":7,"b":2}',
    '{"a": 1, "b": 2}',
  ]);
});

test("any other text has marks that tests show, controls among them, and bytes are free where a test shows no text", () => {
  const texts = ["hello", "a\nc", "a\r\nb", "\u{1f600}", "\ufeffa", "a\u0000b", "A", "7", "a=1", " a"];
  expect(judged(["hello", "a\nb"], texts)).toEqual(["hello", "a\nc"]);
  expect(judged(["hello"], texts)).toEqual(["hello"]);
  const lines = ["a\n", "a", "b\n", "b\n\n", "\n"];
  expect(judged(["a\n", "c\nb\n"], lines)).toEqual(["a\n", "b\n"]);
  expect(judged(["a", "c"], lines)).toEqual(["a"]);
  const notPlain = readBytes([{ body: Uint8Array.of(0xff) }, sent("hello")]);
  expect([...texts.map(sent), { body: Uint8Array.of(0xfe) }].filter(notPlain)).toEqual([]);
  expect(readBytes([sent("hello"), sent("sun")])({ body: Uint8Array.of(0xff) })?.why).toContain("no text");
});
