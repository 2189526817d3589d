/** Two workers on one database, as `up --workers 2` starts them. */
import { type Logger, pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sha256 } from "#lib/kernel/hash.ts";
import { addMs } from "#lib/kernel/instant.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { boundedGet } from "#lib/server/fetch/bounded-fetch.ts";
import type { Sequencer } from "#lib/server/sequencer/sequencer.ts";
import { KEYS, passTime, registration, settle, TestLog, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { freeLocksOfTheDead } from "./free-locks.ts";
import { ROOT_EVERY_MS } from "./log-state-root.ts";
import { runWorker } from "./run-worker.ts";

let database: TestDatabase;
let log: TestLog;
let sequencer: Sequencer;

beforeAll(async () => {
  database = await makeTestDatabase();
  log = await TestLog.make(database);
  sequencer = await log.lead();
  await log.submit([registration("ada")]);
  await settle(sequencer);
  await passTime(log, sequencer, addMs(log.now, ROOT_EVERY_MS));
});
afterAll(async () => {
  await log.close();
  await database.drop();
});

/** A worker by this statement key; `random` gives other bytes each time. */
function workerBy(key: typeof KEYS.statement, logger: Logger, signal: AbortSignal, onReady: () => void) {
  let dice = 0;
  return runWorker({
    databaseUrl: database.urls.worker,
    signer: { origin: testOrigin(), thumbprint: key.thumbprint, sign: signerOf(key.seed) },
    peers: [],
    get: boundedGet(),
    observer: undefined,
    webhooks: undefined,
    chainStart: new Uint8Array(32),
    hosts: [],
    clock: () => log.now,
    random: (bytes) => {
      dice += 1;
      return sha256(Uint8Array.of(dice)).slice(0, bytes);
    },
    log: logger,
    signal,
    onReady,
  });
}

test("two workers share the jobs, also what a killed one had begun, and what is due is logged once", async () => {
  const killed = await log.connect("worker");
  await killed.query(
    "INSERT INTO graphile_worker._private_job_queues VALUES (DEFAULT, 'log-state-root', now(), 'dead')",
  );

  const stop = new AbortController();
  const start = () =>
    new Promise<{ ended: Promise<void> }>((resolve) => {
      const onReady = () => resolve({ ended });
      const ended: Promise<void> = workerBy(KEYS.statement, pino({ level: "silent" }), stop.signal, onReady);
    });
  const listener = await log.connect("web");
  await listener.query("LISTEN ts_inbox");
  const submitted = new Promise((resolve) => listener.once("notification", resolve));
  // A beat that cannot be written keeps its job open.
  await killed.query("BEGIN; LOCK TABLE process_beat IN SHARE MODE");
  const workers = await Promise.all([start(), start()]);
  await submitted;
  const begun = "SELECT 1 FROM graphile_worker._private_job_queues WHERE locked_by IS NOT NULL";
  expect((await killed.query(begun)).rowCount).toBeGreaterThan(0);
  expect(await freeLocksOfTheDead(killed)).toEqual([]);
  await killed.query("COMMIT");
  stop.abort();
  // A worker ends when the jobs that it has begun have ended.
  await Promise.all(workers.map(({ ended }) => ended));
  const { rows } = await listener.query("SELECT 1 FROM inbox WHERE position($1 IN bytes) > 0", [
    Buffer.from('"kind":"state.root"'),
  ]);
  expect(rows).toHaveLength(1);
});

test("by a statement key that the log does not name nothing is said, though a state root is due", async () => {
  const owner = await log.connect("owner");
  await owner.query("DELETE FROM inbox");
  const stop = new AbortController();
  const hear = { write: (line: string) => line.includes('"job":"log-state-root"') && stop.abort() };
  await workerBy(KEYS.admin, pino({ level: "error" }, hear), stop.signal, () => undefined);
  expect(stop.signal.aborted).toBe(true);
  expect((await owner.query("SELECT 1 FROM inbox")).rowCount).toBe(0);
});
