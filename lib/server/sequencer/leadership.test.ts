import { afterEach, beforeEach, expect, test } from "vitest";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { hasLeader } from "#lib/server/log-store/leader-lock.ts";
import { beatOf, LeaderWatch } from "./leader-beat.ts";
import { raiseEpoch, STANDBY_LOOK_MS, takeLeadership, tryLock } from "./leadership.ts";
import { TestLog } from "./test-log.ts";

let database: TestDatabase;
let log: TestLog;

beforeEach(async () => {
  database = await makeTestDatabase();
  log = await TestLog.make(database);
});

afterEach(async () => {
  await log.close();
  await database.drop();
});

test("a leader that stopped without giving back its lock is replaced once it was silent for as long as it said it may be", async () => {
  const stopped = await log.connect();
  const web = await log.connect("web");
  expect(await hasLeader(web)).toBe(false);
  expect(await tryLock(stopped)).toBe(true);
  expect(await hasLeader(web)).toBe(true);
  const { epoch } = await raiseEpoch(stopped);
  const watch = new LeaderWatch(STANDBY_LOOK_MS);
  watch.heard(`${epoch}:${STANDBY_LOOK_MS}`);
  const head = await takeLeadership(await log.connect(), {
    watch,
    signal: new AbortController().signal,
    onStandby: () => undefined,
  });
  expect(head.epoch).toBe(epoch + 1);
  await expect(stopped.query("SELECT 1")).rejects.toThrow();
});

test("a leader that beats is never silent, one that was replaced is not heard, and a standby that did not look has heard no silence", () => {
  const watch = new LeaderWatch(250);
  const looks = (count: number) => Array.from({ length: count }, () => watch.isSilentNow());
  watch.heard("7:3000");
  for (let beats = 0; beats < 5; beats += 1) {
    expect(looks(12)).not.toContain(true);
    watch.heard("7:3000");
  }
  // Loading and verifying it may be silent for longer, whatever one of an earlier epoch says, or nonsense.
  watch.heard("8:30000");
  expect(looks(60)).not.toContain(true);
  for (const payload of ["7:3000", "", undefined, "nonsense", "9"]) watch.heard(payload);
  expect(looks(60)).not.toContain(true);
  expect(looks(1)).toEqual([true]);
});

test("a leader that beats seldom says so, and is replaced all the same", () => {
  const watch = new LeaderWatch(250);
  expect([beatOf(7, 3_000), beatOf(7, 30_000), beatOf(7, 3_000, 5_000)]).toEqual(["7:3000", "7:30000", "7:30000"]);
  watch.heard(beatOf(7, 3_000, 5_000));
  // Five beats are lost, the sixth is late.
  expect(Array.from({ length: 120 }, () => watch.isSilentNow())).not.toContain(true);
  expect(watch.isSilentNow()).toBe(true);
});
