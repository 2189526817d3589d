/** The other half of every alarm: an honest index that crashes again and again troubles nobody. */
import { expect, test } from "vitest";
import { startTestCluster } from "#lib/server/db/test-cluster.ts";
import { makeTestDatabase } from "#lib/server/db/test-database.ts";
import { diceOf } from "../support/dice.ts";
import { honestRuns } from "../support/honest-runs.ts";

test("30 honest runs with crashes at any call raise no alarm of witness, browser, auditor or head guard", async () => {
  const cluster = await startTestCluster();
  try {
    const database = await makeTestDatabase(cluster);
    const { crashes, size, alarms } = await honestRuns(database, 30, diceOf(3));
    expect(alarms).toEqual([]);
    expect(crashes).toBeGreaterThan(5);
    expect(size).toBeGreaterThan(31);
  } finally {
    await cluster.stop();
  }
});
