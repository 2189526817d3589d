/** What of letters beyond ASCII, signs and lengths a place is judged by: what its tests show (ADR 0263). */
import { expect, test } from "vitest";
import { bodies, queries } from "../testing/requests.ts";

/** Words of a query that are judged where tests ask these. */
function words(...tests: readonly string[]) {
  const judged = queries(...tests.map(queryOf));
  return (...asks: readonly string[]) => asks.filter((word) => judged(queryOf(word)).length > 0);
}

const queryOf = (word: string): string => `?q=${encodeURIComponent(word)}`;

test("a letter beyond ASCII is judged where a test shows that very letter: code may have a table of a few", () => {
  const told = ["berlin", "Berlin", "\u00e4rger", "\u00c4rger", "arger"];
  const asks = [
    "\u00e4tna",
    "\u010daj",
    "\u0142\u00f3dz",
    "\u0111akovo",
    "\u0153uvre",
    "\u03b1",
    "\u043c",
    "\u00e9t\u00e9",
  ];
  expect(words(...told)(...asks)).toEqual(["\u00e4tna"]);
  expect(words(...told, "\u010d", "\u0142\u00f3", "\u0111", "\u0153", "\u03b1", "\u043c", "\u00e9")(...asks)).toEqual(
    asks,
  );
});

test("its capital is judged where a test has a capital of the same script beside it: some lower Latin-1 alone", () => {
  const told = ["berlin", "Berlin", "\u00e9t\u00e9", "\u00c9t\u00e9", "ete", "\u00e5", "\u017e", "\u0434"];
  const asks = ["\u00c5rhus", "\u00c9cole", "\u017di\u017eka", "\u0414\u0434", "\u00d8re"];
  expect(words(...told)(...asks)).toEqual(["\u00c5rhus", "\u00c9cole"]);
  expect(words(...told, "\u0160", "\u0416")(...asks)).toEqual(asks.slice(0, 4));
});

test("of scripts with more letters than a test shows one stands for its script, and of others each for itself", () => {
  const asks = ["\u672c", "\ud55c\uad6d", "\u306e", "\u30d0", "\u30fc", "\u05d0", "\u0e01", "\u0e02", "\u9fef"];
  expect(words("\u65e5", "\u6708")(...asks)).toEqual(["\u672c"]);
  expect(words("\u65e5", "\uc11c\uc6b8", "\u3042", "\u30a2", "\u0e01", "e", "\u00e9")(...asks)).toEqual([
    ...["\u672c", "\ud55c\uad6d", "\u306e", "\u30d0", "\u0e01"],
  ]);
});

test("a sign between letters or digits is judged where a test has it there: some take lists apart at a comma and a space", () => {
  const lists = ["milk, oats", "milk,oats", "milk,oats, rye"];
  expect(words("red, blue", "rye bread, milk, oats")(...lists)).toEqual(["milk, oats"]);
  expect(words("red, blue", "rye bread,milk")(...lists)).toEqual(lists);
  expect(words("a - b", "' ' c", "- d")("e-f", "g'h", "i -j")).toEqual(["e-f", "g'h", "i -j"]);
});

test("digits behind a zero are judged where a test has such in a text of its kind", () => {
  const asks = ["fe80::1", "fe80::0", "fe80::01", "v1.02.3", "v1.12.3"];
  expect(words("fe80::2", "ab::7", "v2.11.4")(...asks)).toEqual(["fe80::1", "fe80::0", "v1.12.3"]);
  expect(words("fe80::25", "ab::05", "v2.11.4")(...asks)).toEqual(asks);
});

test("a letter behind a digit, and digits by themselves among words, are judged where a test has them", () => {
  const asks = ["an mp4 file", "mp3s for all", "sun 7 sun 3", "b-7-a"];
  expect(words("an mp3 player", "my mp3-player")(...asks)).toEqual(["an mp4 file"]);
  expect(words("an mp3 player", "my mp3s")(...asks)).toEqual(["an mp4 file", "mp3s for all"]);
  expect(words("an mp3 player", "my-way 7")(...asks)).toEqual(["an mp4 file", "sun 7 sun 3", "b-7-a"]);
});

test("a code is as long as those of tests: short colours and account numbers are refused by some", () => {
  const colours = words("#ff8800", "#00aa7f", "#1a2b3c");
  expect(colours("#aa7711", "#f80", "#1a2", "#1a2b3c4d")).toEqual(["#aa7711"]);
  expect(words("ab1234", "cd12345", "the end")("ef7123", "ef71234", "ef712", "ef712345", "a song")).toEqual([
    ...["ef7123", "ef71234", "a song"],
  ]);
  expect(words("4111111111111111", "370000000000002")("4222222222222222", "411111111111111", "18", "59")).toEqual([
    ...["4222222222222222", "411111111111111"],
  ]);
  expect(words("4111111111111111", "12")("18", "411111111111111")).toEqual(["18", "411111111111111"]);
  expect(words("100", "250")("7", "1000")).toEqual(["7", "1000"]);
  expect(words("00400440116243", "00300440116243")("00700440116243", "0070044")).toEqual(["00700440116243"]);
  const sheets = ["a,7\nb,8\nc,9", "a,7"].map((text) => JSON.stringify({ text }));
  expect(bodies('{"text":"a,1\\nb,2"}', '{"text":"c,1\\nb,4"}')(...sheets)).toEqual(sheets);
});
