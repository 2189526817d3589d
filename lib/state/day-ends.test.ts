import { expect, test } from "vitest";
import { addMs, DAY_MS, HOUR_MS } from "#lib/kernel/instant.ts";
import { Replay } from "./audit.ts";
import { dayEnds } from "./day-ends.ts";
import { rememberingVerify, TEST_LOG, TestWorld, testKey } from "./testing/world.ts";

const ada = testKey("ada");

test("the state after each day is that of a log that ends there, and days without an entry have none", () => {
  const world = TestWorld.founded();
  world.register(ada);
  for (const days of [0, 1, 3]) {
    world.now = addMs(world.now, days * DAY_MS);
    const id = world.provider(ada, { name: `Halden ${days}` });
    world.now = addMs(world.now, HOUR_MS);
    world.say({ kind: "provider.update", by: ada, subject: id, body: { name: `Vela ${days}` } });
  }
  const replay = new Replay(TEST_LOG, rememberingVerify);
  const entries = world.leaves.flatMap((leaf) => replay.push(leaf) ?? []);
  expect(replay.faults).toEqual([]);
  const seen: number[] = [];
  for (const { day, size, view } of dayEnds(entries)) {
    const ended = new Replay(TEST_LOG, rememberingVerify);
    for (const leaf of world.leaves.slice(0, size)) ended.push(leaf);
    for (const { key, form } of ended.state.rows()) expect(view.get(key)).toEqual(form);
    const next = entries[size];
    expect(next === undefined || Math.floor(next.loggedAt / DAY_MS) > day).toBe(true);
    seen.push(size);
  }
  expect(seen).toHaveLength(3);
  expect(seen.at(-1)).toBe(world.leaves.length);
});
