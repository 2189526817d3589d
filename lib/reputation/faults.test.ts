/** The bad side of a record, in numbers so small that every part of a unit shows. */
import { expect, test } from "vitest";
import { Faults } from "./faults.ts";
import { MODEL_1 } from "./model.ts";
import type { RecordItem } from "./record-item.ts";
import { item } from "./testing/records.ts";

type Said = readonly [mass: number, group: string | null, by?: "judged" | string, cluster?: string | null];

/** Caps in 2^16ths: 5 for a reporter, 8 for a cluster, 12 for all open reports. */
function counted(...said: readonly Said[]) {
  const tiny = (mass: number) => (mass * 1_000) / 65_536;
  const caps = { ...MODEL_1.caps, reporter: tiny(5), cluster: tiny(8), openReports: tiny(12) };
  const items = said.map(([, faultGroup, by = "judged", cluster = null], at): RecordItem => {
    const type = by === "judged" ? "verdict" : "open-report";
    return item({ id: `${at}`, entry: at, type, faultGroup, reporter: by === "judged" ? null : by, cluster });
  });
  const { total, shares } = new Faults(items, { ...MODEL_1, caps }).count(said.map(([mass]) => mass));
  expect(shares().reduce((sum, share) => sum + share, 0)).toBe(total);
  return [total, ...shares()];
}

test("judged faults count whole, the heaviest of a group once, the earliest of equals", () => {
  expect(counted()).toEqual([0]);
  expect(counted([3, null], [9, null])).toEqual([12, 3, 9]);
  expect(counted([3, "g"], [9, "g"], [4, "h"])).toEqual([13, 0, 9, 4]);
  expect(counted([9, "g"], [9, "g"])).toEqual([9, 9, 0]);
});

test("an open report counts for what it adds to what was judged in its group, to the last part of a unit", () => {
  expect(counted([3, "g"], [4, "g", "ann"])).toEqual([4, 3, 1]);
  expect(counted([3, "g"], [3, "g", "ann"])).toEqual([3, 3, 0]);
  expect(counted([3, "g"], [2, "g", "ann"])).toEqual([3, 3, 0]);
  expect(counted([1, "g", "ann"])).toEqual([1, 1]);
  expect(counted([4, "g", "ann"], [4, "g", "bob"])).toEqual([4, 2, 2]);
});

test("open reports are capped by reporter, by cluster and in all", () => {
  expect(counted([9, null, "ann"])).toEqual([5, 5]);
  expect(counted([4, null, "ann"], [4, null, "ann"])).toEqual([5, 3, 2]);
  expect(counted([4, null, "ann", "ring"], [4, null, "bob", "ring"], [4, null, "cy", "ring"])[0]).toBe(8);
  expect(counted([5, null, "ann"], [5, null, "bob"], [5, null, "cy"])[0]).toBe(12);
  // What was judged beside them takes none of their room.
  expect(counted([90, null], [9, null, "ann"])).toEqual([95, 90, 5]);
});
