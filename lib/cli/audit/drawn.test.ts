import fc from "fast-check";
import { expect, test } from "vitest";
import { drawn } from "./drawn.ts";

test("one seed draws the same whatever the order, at most what there is; over the seeds everything is drawn", () => {
  const items = Array.from({ length: 20 }, (_, nth) => `provider ${nth}`);
  const name = (item: string) => item;
  fc.assert(
    fc.property(fc.shuffledSubarray(items, { minLength: 20 }), fc.string(), fc.nat(30), (shuffled, seed, count) => {
      const found = drawn(items, count, seed, name);
      expect(drawn(shuffled, count, seed, name)).toEqual(found);
      expect(new Set(found).size).toBe(Math.min(count, items.length));
    }),
  );
  const ever = new Set(Array.from({ length: 60 }, (_, seed) => drawn(items, 5, `${seed}`, name)).flat());
  expect([...ever].sort()).toEqual([...items].sort());
});
