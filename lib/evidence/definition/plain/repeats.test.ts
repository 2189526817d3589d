/** A text that stands several times within another of its request is judged where a test has one so. */
import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { asked, bodies, queries } from "../testing/requests.ts";
import { hasRepeat } from "./repeats.ts";

const sent = (body: unknown) => hasRepeat(asked("POST", "/", "?", { body: utf8Encode(JSON.stringify(body)) }));

test("what stands twice within another text is judged where a test has it: one replaces the first, and the next all", () => {
  const of = (text: string, find: string, by: string) => JSON.stringify({ text, find, by });
  const tests = [of("a red rose", "rose", "fig"), of("rye bread", "xyz", "oat"), of("oat and fig", "and", "or")];
  const asks = [of("a red rose is a rose", "rose", "tulip"), of("a red fig is a rose", "rose", "tulip")];
  expect(bodies(...tests)(...asks)).toEqual(asks.slice(1));
  expect(bodies(...tests, of("an oat is an oat", "oat", "rye"))(...asks)).toEqual(asks);
  const search = queries("?in=milk%20and%20oats&q=oat", "?in=rye%20bread&q=milk", "?in=figs&q=ig");
  expect(search("?in=rye%20and%20rye&q=rye", "?in=rye%20and%20oats&q=rye")).toEqual(["?in=rye%20and%20oats&q=rye"]);
});

test("numbers, days and texts of lists are none that others stand in, and names are none that stand there", () => {
  expect(sent({ id: "1001", page: "1", at: "2027-01-01", n: "0" })).toBe(false);
  expect(sent(["a", "banana"])).toBe(false);
  expect(sent({ a: "banana" })).toBe(false);
  expect(sent({ text: "banana", find: ["x", "an"] })).toBe(true);
  expect(sent({ text: "banana", find: "aa" })).toBe(false);
  expect(sent({ text: `${"ab".repeat(50)}c${"ab".repeat(50)}`, find: "ab".repeat(40) })).toBe(true);
  expect(sent({ text: "banana", find: "" })).toBe(false);
});

test("many words are looked for in a short text, and more than there is time for are open", () => {
  const words = Array.from({ length: 20_000 }, (_, at) => `w${at.toString(36)}`);
  expect(sent({ text: "rye bread with oat milk", words })).toBe(false);
  expect(sent({ text: "x".repeat(200_000), words })).toBe(true);
});
