import { expect, test } from "vitest";
import { KeyMemory } from "./key-memory.ts";

const key = (first: number, place = first) => new Uint8Array(32).fill(place, 12, 16).fill(first, 0, 12);

test("an answer is given for the key of which it was said, and for no other with the same four bytes", () => {
  const memory = new KeyMemory<string>(4);
  expect(memory.get(key(1))).toBeUndefined();
  expect(memory.set(key(1, 7), "one")).toBe("one");
  expect([memory.get(key(1, 7)), memory.get(key(2, 7))]).toEqual(["one", undefined]);
  memory.set(key(2, 7), "two");
  expect([memory.get(key(1, 7)), memory.get(key(2, 7))]).toEqual([undefined, "two"]);
});

test("whoever changes the bytes of a key afterwards changes no answer", () => {
  const memory = new KeyMemory<boolean>(4);
  const bytes = key(1);
  memory.set(bytes, false);
  bytes[0] = 9;
  expect([memory.get(bytes), memory.get(key(1))]).toEqual([undefined, false]);
  // A slice of Node's bytes shares them.
  const rows = Buffer.from(key(2));
  memory.set(rows, true);
  rows[0] = 9;
  expect(memory.get(key(2))).toBe(true);
});

test("it stays as large as it may be, and forgets the oldest", () => {
  const memory = new KeyMemory<number>(3);
  for (let at = 1; at <= 5; at++) memory.set(key(at), at);
  expect([1, 2, 3, 4, 5].map((at) => memory.get(key(at)))).toEqual([undefined, undefined, 3, 4, 5]);
});
