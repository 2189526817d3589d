import { expect, test } from "vitest";
import { MOST_PICKED, pickedIn, toggled, withPicked } from "./picked.ts";

const LIST = "https://index.example/providers?tier=b&cursor=c2#unclaimed";
const read = (address: string) => pickedIn(new URL(address).searchParams.get("pick"));

test("whoever is picked stands in the address, which says all else as before, and is read from it again", () => {
  const picked = withPicked(LIST, ["prv_a", "prv_b"]);
  expect(read(picked)).toEqual(["prv_a", "prv_b"]);
  expect(withPicked(picked, [])).toBe(LIST);
});

test("an address that names somebody twice, nobody, or more than fit is read as far as it says something", () => {
  expect(pickedIn(",prv_a,,prv_a")).toEqual(["prv_a"]);
  expect(pickedIn("a,b,c,d,e,f,g")).toHaveLength(MOST_PICKED);
});

test("a press takes one in or out, and one more than fit is not taken", () => {
  expect(toggled(["a"], "b")).toEqual(["a", "b"]);
  expect(toggled(["a", "b"], "a")).toEqual(["b"]);
  const full = ["a", "b", "c", "d", "e"];
  expect(toggled(full, "f")).toEqual(full);
});
