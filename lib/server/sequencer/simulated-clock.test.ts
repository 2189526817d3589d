import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addMs, DAY_MS, formatInstant, type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import { processClock } from "#lib/platform/node-clock.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { registration, START, settle, TestLog } from "./test-log.ts";

let database: TestDatabase;
let log: TestLog;
let file: string;

beforeEach(async () => {
  database = await makeTestDatabase();
  log = await TestLog.make(database);
  file = path.join(log.folder, "clock.txt");
  await writeFile(file, `${formatInstant(START)}\n`);
});

afterEach(async () => {
  await log.close();
  await database.drop();
});

async function lead() {
  const simulated = new SimulatedClock(file);
  return await log.lead({ clock: simulated.clock, simulated });
}

async function letPass(until: Instant): Promise<void> {
  const web = await log.connect("web");
  await web.query(
    "INSERT INTO simulated_clock (id, wanted_ms) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET wanted_ms = $1",
    [until],
  );
}

test("a simulated clock steps a second for each entry, stands still otherwise, and goes on when somebody asks, without an outage", async () => {
  const sequencer = await lead();
  await settle(sequencer);
  await log.submit([registration("one"), registration("two")]);
  await settle(sequencer);
  await sequencer.heartbeat();
  const sql = await log.connect();
  const { rows } = await sql.query<{ at: string }>("SELECT logged_at_ms AS at FROM log_entry ORDER BY index");
  const stepped = addMs(START, 2 * SECOND_MS);
  expect(rows.map(({ at }) => Number(at))).toEqual([START, stepped, stepped]);

  const later = addMs(START, 14 * DAY_MS);
  await letPass(later);
  await settle(sequencer);
  expect((await readHead(sql)).now).toBe(later);
  expect(processClock(file)()).toBe(later);
  expect((await sql.query("SELECT 1 FROM log_outage")).rowCount).toBe(0);
});

test("it never goes back: not by an earlier wish, a file that was lost, or time that passed while nobody led", async () => {
  const later = addMs(START, DAY_MS);
  await settle(await lead());
  await letPass(later);
  await settle(await lead());
  await letPass(START);
  await settle(await lead());
  await writeFile(file, `${formatInstant(START)}\n`);
  const sequencer = await lead();
  await log.submit([registration("one")]);
  await settle(sequencer);
  const sql = await log.connect();
  expect((await readHead(sql)).lastLoggedAt).toBe(addMs(later, SECOND_MS));
  expect((await readFile(file, "utf8")).trim()).toBe(formatInstant(addMs(later, SECOND_MS)));
  expect((await sql.query("SELECT 1 FROM log_outage")).rowCount).toBe(0);
});
