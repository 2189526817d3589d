/** Silence, timed by the real sequencer, worker and database; only the clock is the test's. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { providerIdOf } from "#lib/kernel/ids.ts";
import { addMs, asInstant, formatInstant, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import type { Sequencer } from "#lib/server/sequencer/sequencer.ts";
import {
  KEYS,
  passTime,
  registration,
  settle,
  signed,
  TestLog,
  testKey,
  testOrigin,
} from "#lib/server/sequencer/test-log.ts";
import { clockRecord } from "#lib/statement/clock-record.ts";
import { assembleStatement, signingBytes, statementHash } from "#lib/statement/envelope.ts";
import { recordDueClocks } from "./record-due-clocks.ts";

let database: TestDatabase;
let log: TestLog;
let sequencer: Sequencer;
let worker: Sql;
let provider: string;

const signer = { origin: testOrigin(), thumbprint: KEYS.statement.thumbprint, sign: signerOf(KEYS.statement.seed) };
const operator = testKey("operator");
const SILENT_MS = 72 * HOUR_MS;
/** Records are asked of the sequencer's clock less this. */
const MARGIN_MS = 2_000;

beforeEach(async () => {
  database = await makeTestDatabase();
  log = await TestLog.make(database);
  sequencer = await log.lead();
  worker = await log.connect("worker");
  const register = signed(operator, "provider", {
    kind: "provider.register",
    subject: "new",
    body: { kind: "instance", name: "Halden" },
  });
  provider = providerIdOf(register.hash);
  await log.submit([registration("operator"), register]);
  await settle(sequencer);
  for (const _ of [1, 2, 3]) {
    await passTime(log, sequencer, addMs(log.now, HOUR_MS));
    await beat();
  }
});

afterEach(async () => {
  await log.close();
  await database.drop();
});

async function beat(): Promise<void> {
  const body = {
    version: 1,
    effectiveAt: formatInstant(log.now),
    cadenceHours: 6,
    softwareVersion: "1",
    armed: true,
  };
  const fields = { kind: "disclosure.heartbeat", subject: provider, issuedAt: formatInstant(log.now), body } as const;
  await log.submit([signed(operator, `beat ${log.now}`, fields)]);
  await settle(sequencer);
}

const record = async () => await recordDueClocks(worker, signer, log.now);

/** Runs the job until it has nothing new; answers what was logged: transition, deadline, effect. */
async function recordAll(): Promise<string[]> {
  const from = sequencer.size;
  while ((await record()) > 0) await settle(sequencer);
  const { rows } = await worker.query<{ said: string }>(
    `SELECT concat_ws(' ', convert_from(e.leaf, 'UTF8')::json #>> '{statement,body,transition}',
                      convert_from(e.leaf, 'UTF8')::json #>> '{statement,body,since}',
                      convert_from(e.leaf, 'UTF8')::json #>> '{statement,body,deadline}', r.code) AS said
       FROM log_entry e JOIN entry_row r ON r.index = e.index WHERE e.index >= $1 ORDER BY e.index`,
    [from],
  );
  return rows.map(({ said }) => said);
}

/** The sequencer stops, and another leads later. */
async function stayAway(until: Instant): Promise<void> {
  await sequencer.heartbeat();
  log.now = until;
  sequencer = await log.lead();
}

const at = (instant: Instant) => formatInstant(instant);

test("suspension is recorded at its second and not before, once by two workers, and failure after it", async () => {
  const deadline = addMs(log.now, SILENT_MS);
  await passTime(log, sequencer, addMs(deadline, -1_000));
  for (const ms of [-1_000, 0, 1_000, MARGIN_MS - 1]) {
    log.now = addMs(deadline, ms);
    await sequencer.heartbeat();
    expect(await record()).toBe(0);
  }
  log.now = addMs(deadline, MARGIN_MS);
  await sequencer.heartbeat();
  const other = await log.connect("worker");
  const both = await Promise.all([record(), recordDueClocks(other, signer, log.now)]);
  expect(both.reduce((sum, count) => sum + count)).toBe(1);
  await settle(sequencer);
  expect(await recordAll()).toEqual([]);
  const size = sequencer.size;
  await passTime(log, sequencer, addMs(deadline, 11 * 24 * HOUR_MS + MARGIN_MS));
  expect(await recordAll()).toEqual([`fail ${at(addMs(deadline, 11 * 24 * HOUR_MS))}`]);
  expect(sequencer.size).toBe(size + 1);
});

test("who was silent only while the log was away is not suspended: outages stand in the log first", async () => {
  const last = log.now;
  await stayAway(addMs(last, SILENT_MS + HOUR_MS));
  const first = `outage ${at(last)} ${at(log.now)}`;
  // A restart before the worker looks takes nothing away and adds nothing.
  sequencer = await log.lead();
  expect(await recordAll()).toEqual([first]);
  await stayAway(addMs(log.now, 9 * 60_000));
  const quiet = log.now;
  await stayAway(addMs(log.now, 2 * HOUR_MS));
  const second = log.now;
  // A machine that sleeps keeps its process and its leadership.
  log.now = addMs(log.now, 3 * HOUR_MS);
  await sequencer.heartbeat();
  expect(await recordAll()).toEqual([`outage ${at(quiet)} ${at(second)}`, `outage ${at(second)} ${at(log.now)}`]);
  const away = SILENT_MS + HOUR_MS + 5 * HOUR_MS;
  await passTime(log, sequencer, addMs(last, away + SILENT_MS + MARGIN_MS));
  expect(await recordAll()).toEqual([`suspend ${at(addMs(last, away + SILENT_MS))}`]);
});

test("a clock that was set back makes no outage, and nothing is stamped within one", async () => {
  await stayAway(addMs(log.now, 5 * HOUR_MS));
  const end = log.now;
  log.now = addMs(log.now, -2 * HOUR_MS);
  sequencer = await log.lead();
  await beat();
  const { rows } = await worker.query<{ at: string }>("SELECT max(logged_at_ms) AS at FROM log_entry");
  expect(asInstant(Number(rows[0]?.at))).toBe(end);
  expect((await worker.query("SELECT 1 FROM log_outage", [])).rowCount).toBe(1);
});

test("what a stranger recorded an hour late is not recorded again", async () => {
  const deadline = addMs(log.now, SILENT_MS);
  await passTime(log, sequencer, addMs(deadline, HOUR_MS + MARGIN_MS));
  const stranger = testKey("stranger");
  const due = { aggregate: `provider:${provider}`, transition: "suspend", deadline: at(deadline), subject: provider };
  const said = clockRecord(due, { log: testOrigin(), issuer: stranger.did, key: stranger.thumbprint });
  const bytes = assembleStatement(said, signerOf(stranger.seed)(signingBytes(said)));
  await log.submit([{ hash: statementHash(said), bytes, parts: [] }]);
  await settle(sequencer);
  expect(await recordAll()).toEqual([]);
  const { rows } = await worker.query("SELECT status FROM entry_row WHERE statement_hash = $1", [
    Buffer.from(statementHash(said), "hex"),
  ]);
  expect(rows).toEqual([{ status: "effective" }]);
});
