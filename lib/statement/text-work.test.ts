import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { didKey, instantText, line, paragraph } from "./fields.ts";

/** Texts that an engine composes, trims or searches in the square of their length. */
const LONG = ["a\u0316\u0301", "\u0301", " ", "\n ", "z", "1"].map((part) => part.repeat(2 ** 20 / part.length));

let work = 0;
beforeEach(() => {
  work = 0;
  for (const name of ["normalize", "trim", "replaceAll", "slice", "split"] as const)
    vi.spyOn(String.prototype, name).mockImplementation(() => {
      work += 1;
      return "" as never;
    });
});
afterEach(() => void vi.restoreAllMocks());

test("a text of 1 MiB is refused by its length, and nothing is made of it", () => {
  const refused = [line(120), paragraph(4000), didKey, instantText].flatMap((schema) =>
    LONG.map((text) => schema.safeParse(text).success),
  );
  const asked = work;
  vi.restoreAllMocks();
  expect(new Set(refused)).toEqual(new Set([false]));
  expect(asked).toBe(0);
});

test("a short one of more than 30 marks in a row is not composed, and no engine is asked", () => {
  const refused = [line(120), paragraph(4000)].map((schema) => schema.safeParse(`a${"\u0316\u0301".repeat(16)}`));
  vi.restoreAllMocks();
  expect(refused.map(({ error }) => error?.issues[0]?.message)).toEqual(
    Array(2).fill("Must be in Unicode normal form C, with at most 30 combining marks in a row."),
  );
  expect(line(120).safeParse(`a${"\u0316".repeat(30)}`).success).toBe(true);
});
