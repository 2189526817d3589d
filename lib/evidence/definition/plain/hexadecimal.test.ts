/** Identifiers in hexadecimal digits are held by length and form: how one begins, and where its letters stand, is chance. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { asked, called, queries, shown } from "../testing/requests.ts";
import { isHexadecimal } from "./hexadecimal.ts";
import { isPlain } from "./request.ts";

/** Texts that are judged where tests ask these. */
function ids(...tests: readonly string[]) {
  const judged = queries(...tests.map((id) => `?id=${id}`));
  return (...asks: readonly string[]) => asks.filter((id) => judged(`?id=${id}`).length > 0);
}

const HASHES = ["0a1b2c3d", "3fa85f64", "91b2d3c4", "c0ffee42", "2e7ab2c3"];
const UUIDS = HASHES.map((start) => `${start}-5717-4562-b3fc-2c963f66afa6`);

test("hexadecimal digits are judged where tests have as many, whatever each of them is", () => {
  const asks = ["5d67ef01", "a1b2c3d4", "8e21ab34", "00e1ab2c"];
  expect(ids(...HASHES)(...asks, "5d67ef0", "5d67ef012", "5d67ef0g")).toEqual(asks);
  const long = (id: string) => `${id}77aa0b`.repeat(3);
  expect(ids(...HASHES.map(long))(...asks.map(long))).toEqual(asks.map(long));
  const addresses = (id: string) => `0x${long(id)}`;
  expect(ids(...HASHES.map(addresses))(...asks.map(addresses), ...asks.map(long))).toEqual(asks.map(addresses));
  const capitals = (id: string) => id.toUpperCase();
  expect(ids(...HASHES.map(capitals))(...asks.map(capitals), ...asks, "5D67eF01")).toEqual(asks.map(capitals));
});

test("a UUID is of a version and variant that a test has: some libraries refuse those that they do not know", () => {
  const judged = ids(...UUIDS);
  const same = ["f47ac10b-58cc-4372-8567-0e02b2c3d479", "5d67ef01-58cc-4372-a567-0e02b2c3d479"];
  const others = ["f47ac10b-58cc-7372-8567-0e02b2c3d479", "f47ac10b-58cc-4372-c567-0e02b2c3d479"];
  expect(judged(...same, ...others, "f47ac10b58cc437285670e02b2c3d479")).toEqual(same);
  expect(judged("00000000-0000-0000-0000-000000000000", "f47ac10b-58cc-4372-8567-0e02b2c3d47")).toEqual([]);
});

test.each([
  ["12345e67", "a number to most"],
  ["123e456f", "a number to Java"],
  ["1234567d", "a number to Java"],
  ["0b101010", "a number to Python"],
  ["0d123456", "a number to Ruby"],
  ["1feb2027", "a day"],
  ["AB123456", "a code"],
  ["12345678", "digits"],
])("%s is none of them: it is %s", (text) => {
  expect(ids(...HASHES, ...HASHES.map((id) => id.toUpperCase()))(text)).toEqual([]);
});

test("a zero in front, a first digit that makes a number negative, and one with an exponent in front want a test", () => {
  const [zero = "", , high = "", letter = ""] = HASHES;
  expect(ids("3fa85f64", "2b3c4d5e")(zero, high, letter, "1e5ab2c3", "7a1b2c3d")).toEqual(["7a1b2c3d"]);
  expect(ids("3fa85f64", zero, high, letter)("1e5ab2c3")).toEqual([]);
  expect(ids("3fa85f64", "2e7ab2c3")("1e5ab2c3")).toEqual(["1e5ab2c3"]);
  // Doubles end within those of fourteen.
  const fourteen = ids("1fa85f64a1b2c3", "1b2c3d4e5f6a7b");
  expect(fourteen("10ab5f64a1b2c3", "2fa85f64a1b2c3")).toEqual(["10ab5f64a1b2c3"]);
});

test("an identifier that state has in other letters is open, unless two of tests tell what is made of them", () => {
  const state = utf8Encode(JSON.stringify({ "3FA85F64": 1, "0A1B2C3D": 2 }));
  const judges = (tests: readonly string[], id: string) => {
    const definition = called(["@query;req"], ...tests.map((each) => shown("GET", "/", `?id=${each}`)));
    return isPlain(definition, asked("GET", "/", `?id=${id}`), { code: undefined, state });
  };
  const small = ["4fa85f64", "0b1c2d3e"];
  expect([judges(small, "3fa85f64"), judges(small, "3fa85f65")]).toEqual([false, true]);
  const both = [...small, "4FA85F6A", "0A1B2C3D"];
  expect([judges(both, "3fa85f64"), judges(both, "5fa85f64")]).toEqual([false, false]);
  expect([judges([...both, "0a1b2c3d"], "3fa85f64"), judges([...both, "0a1b2c3d"], "5FA85F64")]).toEqual([true, true]);
});

test("beside an operation all of them are one class, and one that no test has may be an operation", () => {
  const ops = queries("?op=find&v=3fa85f64", "?op=add&v=12", "?op=find&v=c0ffee42", "?op=add&v=7");
  expect(ops("?op=find&v=a1b2c3d4", "?op=find&v=5d67ef01", "?op=add&v=5d67ef01")).toEqual([
    ...["?op=find&v=a1b2c3d4", "?op=find&v=5d67ef01"],
  ]);
  const kinds = queries("?of=3fa85f64&v=12", "?of=c0ffee42&v=abc", "?of=3fa85f64&v=7");
  expect(kinds("?of=3fa85f64&v=9", "?of=a1b2c3d4&v=9", "?of=5d67ef01&v=9")).toEqual(["?of=3fa85f64&v=9"]);
});

const READERS = [
  (text: string) => Number.isNaN(Number(text)),
  (java: string) => !/^[0-9]+(?:e[0-9]+)?[df]?$/i.test(java),
  (ruby: string) => !/^0(?:b[01]+|d[0-9]+)$/i.test(ruby),
];

test("no reader of numbers takes the whole of an identifier for one", () => {
  const digits = fc.constantFrom("0123456789abcdef", "0123456789e", "01bdef").chain((of) => fc.constantFrom(...of));
  let identifiers = 0;
  const text = fc.array(digits, { minLength: 8, maxLength: 12 }).map((each) => each.join(""));
  fc.assert(
    fc.property(text, (each) => {
      if (!isHexadecimal(each)) return true;
      identifiers += 1;
      return READERS.every((isNone) => isNone(each));
    }),
    { seed: 5, numRuns: 5_000 },
  );
  expect(identifiers).toBeGreaterThan(1_000);
});
