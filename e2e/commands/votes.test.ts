import { expect, test } from "vitest";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { tryVotes } from "../support/vote-runs.ts";

const database = await freshDatabase();

test("last votes that all come at once, some of them as time runs out, give each case one ruling", async () => {
  const { failures, counted, statuses, sent } = await tryVotes(database, 16);
  expect(failures).toEqual([]);
  expect(sent).toBe(16 * 3 * 2);
  expect(counted["3"]).toBeGreaterThanOrEqual(8);
  expect(Object.keys(statuses).filter((status) => !["201", "409"].includes(status))).toEqual([]);
}, 120_000);
