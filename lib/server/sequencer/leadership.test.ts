import { afterEach, beforeEach, expect, test } from "vitest";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import { LEADER_SILENT_AFTER_MS, raiseEpoch, takeLeadership, tryLock } from "./leadership.ts";
import { writeHeartbeat } from "./sequencer.ts";
import { START, TestLog } from "./test-log.ts";

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

test("a leader that stopped without giving back its lock is replaced once it was silent for long enough", async () => {
  const stopped = await log.connect();
  expect(await tryLock(stopped)).toBe(true);
  const { epoch } = await raiseEpoch(stopped);
  let monotonic = 0;
  const head = await takeLeadership(await log.connect(), {
    monotonicMs: () => {
      monotonic += LEADER_SILENT_AFTER_MS;
      return monotonic;
    },
    signal: new AbortController().signal,
    onStandby: () => undefined,
  });
  expect(head.epoch).toBe(epoch + 1);
  await expect(stopped.query("SELECT 1")).rejects.toThrow();
});

test("a leader that beats keeps its lock however long a standby waits", async () => {
  const leader = await log.connect();
  expect(await tryLock(leader)).toBe(true);
  const { epoch } = await raiseEpoch(leader);
  const abort = new AbortController();
  let looks = 0;
  const waiting = takeLeadership(await log.connect(), {
    monotonicMs: () => looks * LEADER_SILENT_AFTER_MS * 2,
    signal: abort.signal,
    onStandby: () => undefined,
  });
  waiting.catch(() => undefined);
  for (looks = 1; looks <= 3; looks += 1) {
    // The clock may stand still: it is the write that counts.
    await writeHeartbeat(leader, epoch, START);
    const before = await leader.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    expect(before.rows).toHaveLength(1);
  }
  abort.abort();
  await expect(waiting).rejects.toThrow();
  expect((await readHead(leader)).epoch).toBe(epoch);
});
