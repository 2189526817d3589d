/** Texts of a definition that somebody asks for in another writing. */
import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { asked, called, shown } from "../testing/requests.ts";
import { otherWritingsOf } from "./other-writing.ts";
import { notPlain } from "./request.ts";

/** Words of a query that are judged where tests ask these, of a service that has stored some. */
function words(tests: readonly string[], state: unknown) {
  const definition = called(["@query;req"], ...tests.map((word) => shown("GET", "/", `?q=${word}`)));
  const material = { code: undefined, state: utf8Encode(JSON.stringify(state)) };
  return (...asks: readonly string[]) =>
    asks.filter((word) => notPlain(definition, asked("GET", "/", `?q=${word}`), material) === undefined);
}

test("a number of the definition's with other zeros is open: a column of numbers has none in front", () => {
  const zip = words(["01234", "90210", "10115", "99999", "1234x"], { "01234": "Oldtown", "90210": "", "00501": "" });
  expect(zip("1234", "501", "00501", "01234", "12345", "502", "90210")).toEqual([
    "00501",
    "01234",
    "12345",
    "502",
    "90210",
  ]);
  const size = words(["1.5", "2", "3.25", "4.0", "5.00"], ["1.5", "2", "8"]);
  expect(size("1.50", "2.0", "8", "8.0", "3.250", "1.6", "2.5", "8.25")).toEqual(["8", "1.6", "2.5", "8.25"]);
});

test("one that the definition has in both writings is judged in both", () => {
  expect(words(["7", "8", "09"], ["01", "1"])("1", "01", "08")).toEqual(["1", "01"]);
});

test("of numbers sign and value count alone", () => {
  const ask = otherWritingsOf(new Set(["007", "-1.50", "0.0"]), ["+3."]);
  const of = (...texts: readonly string[]) => texts.filter((text) => ask(text) !== undefined);
  expect(of("7", "+7", "07.0", "-7", "70", "-1.5", "1.5", "-0", "0", "3", "3.00", "30", "7a", ".", "", "--")).toEqual([
    "7",
    "+7",
    "07.0",
    "-1.5",
    "-0",
    "0",
    "3",
    "3.00",
    "--",
  ]);
  expect(of(`${"0".repeat(200_000)}7`, `7.${"0".repeat(200_000)}`, `7.${"0".repeat(200_000)}1`)).toHaveLength(2);
});

test("an identifier is open without its 0x or hyphens, and as the beginning of one that is known", () => {
  const [hash, uuid] = ["3fa85f64b1c2d3e4f5a6", "9b2d7c1e-0a3f-4c5d-8e6f-112233445566"];
  const ask = otherWritingsOf(new Set([hash, uuid]), ["0x00aa11bb22cc", "12345678"]);
  const of = (...texts: readonly string[]) => texts.filter((text) => ask(text) !== undefined);
  expect(of("3fa85f64", `0x${hash}`, `${hash}00`, hash, hash.toUpperCase(), "3fa85f6", "3fa85f65")).toEqual([
    ...["3fa85f64", `0x${hash}`, `${hash}00`],
  ]);
  expect(
    of("9b2d7c1e", uuid.replaceAll("-", ""), "9b2d7c1f", "00AA11BB22CC", "00aa11bb", "123456789", "123456"),
  ).toEqual([...["9b2d7c1e", uuid.replaceAll("-", ""), "00AA11BB22CC", "00aa11bb"]]);
});

test("what is nothing without hyphens is open where no test asks it", () => {
  expect(words(["a-", "-b", "c--d", "rye"], ["e-mail"])("-", "--", "-f")).toEqual(["-f"]);
});
