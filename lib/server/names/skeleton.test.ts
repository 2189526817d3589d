import fc from "fast-check";
import { expect, test } from "vitest";
import { skeletonOf } from "./skeleton.ts";

test.each([
  ["Halden", "HALDEN"],
  ["Halden", "Hal den."],
  ["Halden", "HaIden"],
  ["Halden", "Нalden"],
  ["Halden", "Hаldеn"],
  ["Orsted", "0rsted"],
  ["Orsted", "Οrsted"],
  ["modern", "modem"],
  ["Halden", "Ｈａｌｄｅｎ"],
  ["Halden", "𝐇𝐚𝐥𝐝𝐞𝐧"],
  ["Halden", "Hálden"],
])("%s and %s can be taken for each other", (one, other) => {
  expect(skeletonOf(other)).toBe(skeletonOf(one));
});

test.each([
  ["Halden", "Holden"],
  ["Halden", "Hald"],
  ["Halden", "Alder Storage"],
  ["海", "山"],
])("%s and %s cannot", (one, other) => {
  expect(skeletonOf(other)).not.toBe(skeletonOf(one));
});

test("the skeleton of a skeleton is itself, whatever the name", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (name) => {
      const skeleton = skeletonOf(name);
      expect(skeletonOf(skeleton)).toBe(skeleton);
    }),
    { seed: 52, numRuns: 300 },
  );
});
