/** The report that goes with an announcement, of a log that has providers. */
import { expect, test } from "vitest";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { SECOND } from "#lib/state/testing/models.ts";
import { TestWorld, testKey } from "#lib/state/testing/world.ts";
import { deltaOfLog } from "./delta-of-log.ts";

test("the report of a log counts all its providers, and lists who moves, by which term and how far", () => {
  const world = TestWorld.founded({ modelHash: modelHash(MODEL_1) });
  const ada = testKey("ada");
  world.register(ada);
  const instances = ["Halden", "Vela"].map((name) => world.provider(ada, { name }) as ProviderId);
  world.provider(ada, { kind: "service", name: "Sorting" });
  const report = deltaOfLog(world.state, SECOND, world.now, world.leaves.length);
  expect(report).toMatchObject({
    before: modelHash(MODEL_1),
    after: modelHash(SECOND),
    providers: 3,
    unlisted: 0,
    size: world.leaves.length,
  });
  expect(report.moved.map(({ provider }) => provider).toSorted()).toEqual(instances.toSorted());
  for (const { before, after, term, points } of report.moved) {
    expect([term, points]).toEqual(["heartbeat", -30_000]);
    expect(after.high).toBeGreaterThan(before?.high ?? 1_000_000);
  }
  expect(deltaOfLog(world.state, MODEL_1, world.now, world.leaves.length).moved).toEqual([]);
});
