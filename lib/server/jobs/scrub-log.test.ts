import { afterAll, beforeAll, expect, test } from "vitest";
import { addMs, asInstant, DAY_MS, HOUR_MS } from "#lib/kernel/instant.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { registration, START, settle, TestLog } from "#lib/server/sequencer/test-log.ts";
import { readLastScrub } from "#lib/server/services/log/read-last-scrub.ts";
import { findFault, isScrubDue, scrubNow, scrubWhenDue } from "./scrub-log.ts";

let database: TestDatabase;
let log: TestLog;
const going = new AbortController().signal;
const SIZE = 300;

beforeAll(async () => {
  database = await makeTestDatabase();
  log = await TestLog.make(database);
  const sequencer = await log.lead();
  const people = Array.from({ length: SIZE - 1 }, (_, at) => registration(`person ${at}`));
  // Three checkpoints: of genesis, of the first full tile and a bit, and of all.
  for (const some of [people.slice(0, 270), people.slice(270)]) {
    await log.submit(some);
    await settle(sequencer);
  }
});

afterAll(async () => {
  await log.close();
  await database.drop();
});

/** Runs the change with every trigger off, scrubs, and takes the change back. */
async function damaged(table: string, change: string, undo: string) {
  const owner = await log.connect("owner");
  const as = async (sql: string) => {
    await owner.query(`ALTER TABLE ${table} DISABLE TRIGGER USER; ${sql}; ALTER TABLE ${table} ENABLE TRIGGER USER`);
  };
  await as(change);
  try {
    return await findFault(await log.connect("worker"), SIZE, going);
  } finally {
    await as(undo);
  }
}

const flip = (table: string, column: string, at: number, where: string) => {
  const sql = `UPDATE ${table} SET ${column} = set_byte(${column}, ${at}, get_byte(${column}, ${at}) # 1) WHERE ${where}`;
  return [table, sql, sql] as const;
};

test("an honest log is sound, whole, and the result is on record", async () => {
  const worker = await log.connect("worker");
  expect(await scrubNow(worker, () => log.now, going)).toEqual({ size: SIZE, fault: undefined });
  expect(await readLastScrub(await log.connect("web"))).toEqual({
    startedAt: START,
    finishedAt: START,
    size: SIZE,
    outcome: "sound",
    firstBadIndex: undefined,
    detail: "",
  });
});

test.each([
  ["a byte of an entry", flip("log_entry", "leaf", 40, "index = 123"), 123],
  ["a byte of an entry behind the last full tile", flip("log_entry", "leaf", 40, "index = 299"), 299],
  ["a byte of a leaf hash", flip("log_entry", "leaf_hash", 0, "index = 7"), 7],
  ["a byte of a statement hash", flip("log_entry", "statement_hash", 31, "index = 8"), 8],
  ["a byte of a tile", flip("log_tile", "hashes", 32 * 200 + 5, "level = 0"), 200],
  ["a byte of a tile's root", flip("log_tile", "root", 0, "level = 0"), 0],
  ["a byte of a checkpoint's root", flip("log_checkpoint", "root", 0, `size = ${SIZE}`), SIZE - 1],
])("%s flipped: the scrub names the index", async (_, [table, change, undo], index) => {
  expect(await damaged(table, change, undo)).toMatchObject({
    index,
    detail: expect.stringMatching(new RegExp(`^Entry ${index}:`)),
  });
});

test("two entries that changed places, hashes and all, are found by the root that was signed", async () => {
  const swap = `CREATE TEMP TABLE pair AS SELECT * FROM log_entry WHERE index IN (280, 281);
    DELETE FROM log_entry WHERE index IN (280, 281);
    INSERT INTO log_entry SELECT 561 - index, leaf, leaf_hash, statement_hash, logged_at_ms FROM pair;
    DROP TABLE pair`;
  const found = await damaged("log_entry", swap, swap);
  expect(found?.index).toBeLessThanOrEqual(280);
  expect(found).toMatchObject({ index: 271, detail: expect.stringContaining("to entry 299") });
});

test("what a scrub found stays on record, also from the owner of the database", async () => {
  const worker = await log.connect("worker");
  const [table, change, undo] = flip("log_entry", "leaf", 40, "index = 5");
  const owner = await log.connect("owner");
  await owner.query(`ALTER TABLE ${table} DISABLE TRIGGER USER; ${change}`);
  expect(await scrubNow(worker, () => addMs(START, 1000), going)).toMatchObject({ fault: { index: 5 } });
  await owner.query(`${undo}; ALTER TABLE ${table} ENABLE TRIGGER USER`);
  expect(await readLastScrub(worker)).toMatchObject({ outcome: "damaged", firstBadIndex: 5 });
  await expect(owner.query("DELETE FROM scrub")).rejects.toThrow("append-only");
  await expect(worker.query("UPDATE scrub SET outcome = 'sound'")).rejects.toThrow("permission denied");
});

test("it runs once after each three o'clock UTC, also when the worker slept through it", async () => {
  const night = asInstant(Date.UTC(2026, 10, 23, 3));
  expect(isScrubDue(undefined, START)).toBe(true);
  expect(isScrubDue(START, addMs(night, -1))).toBe(false);
  expect(isScrubDue(START, night)).toBe(true);
  expect(isScrubDue(night, addMs(night, DAY_MS - 1))).toBe(false);
  expect(isScrubDue(START, addMs(night, 40 * DAY_MS + HOUR_MS))).toBe(true);
  const worker = await log.connect("worker");
  expect(await scrubWhenDue(worker, () => addMs(night, -1), going)).toBeUndefined();
  expect(await scrubWhenDue(worker, () => night, going)).toMatchObject({ size: SIZE });
  expect(await scrubWhenDue(worker, () => addMs(night, HOUR_MS), going)).toBeUndefined();
});

test("a scrub that is stopped records nothing", async () => {
  const worker = await log.connect("worker");
  const before = await readLastScrub(worker);
  const stopped = AbortSignal.abort(new Error("stopped"));
  await expect(scrubNow(worker, () => addMs(START, 5 * DAY_MS), stopped)).rejects.toThrow("stopped");
  expect(await readLastScrub(worker)).toEqual(before);
});
