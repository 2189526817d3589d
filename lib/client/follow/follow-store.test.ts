import { expect, test } from "vitest";
import { followed, NO_FOLLOWS } from "./follow-store.ts";

const [a, b] = ["prv_aaaaaaaaaaaaaaaaaaaaaaaaaa", "prv_bbbbbbbbbbbbbbbbbbbbbbbbbb"];

test("what browser and account both follow is told from the earlier time on, and each once", () => {
  const own = { [a]: "2026-02-01T00:00:00.000Z", [b]: "2026-01-01T00:00:00.000Z" };
  const account = { [a]: "2026-01-15T00:00:00.000Z" };
  expect(followed({ ...NO_FOLLOWS, own, account })).toEqual([
    [b, "2026-01-01T00:00:00.000Z"],
    [a, "2026-01-15T00:00:00.000Z"],
  ]);
});
