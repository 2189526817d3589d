import { once } from "node:events";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { addMs, asInstant } from "#lib/kernel/instant.ts";
import { ACTIVATION_DELAY_MS } from "#lib/keys/lifecycle.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { boundedGet } from "#lib/server/fetch/bounded-fetch.ts";
import type { Sequencer } from "#lib/server/sequencer/sequencer.ts";
import {
  KEYS,
  passTime,
  registration,
  START,
  settle,
  signed,
  TestLog,
  testKey,
  testOrigin,
} from "#lib/server/sequencer/test-log.ts";
import { keyProofBytes } from "#lib/statement/possession-proof.ts";
import { StateRootLogger } from "./log-state-root.ts";
import { recordDueClocks } from "./record-due-clocks.ts";
import { runWorker } from "./run-worker.ts";

let database: TestDatabase;
let log: TestLog;
let sequencer: Sequencer;

const signer = { origin: testOrigin(), thumbprint: KEYS.statement.thumbprint, sign: signerOf(KEYS.statement.seed) };
const second = testKey("owner's second key");

/** A log with one key that becomes active 24 h after START. */
beforeEach(async () => {
  database = await makeTestDatabase();
  log = await TestLog.make(database);
  sequencer = await log.lead();
  const owner = testKey("owner");
  const proof = { log: testOrigin(), provider: owner.did, thumbprint: second.thumbprint, purpose: "control" } as const;
  const add = signed(owner, "add", {
    kind: "key.add",
    subject: owner.did,
    body: {
      purpose: "control",
      newKey: second.did,
      proof: base64UrlEncode(signerOf(second.seed)(keyProofBytes(proof))),
    },
  });
  await log.submit([registration("owner"), add]);
  await settle(sequencer);
});

afterEach(async () => {
  await log.close();
  await database.drop();
});

async function newestEntry() {
  const { rows } = await (await log.connect("web")).query<{ kind: string; status: string; size: number }>(
    "SELECT kind, status, index + 1 AS size FROM entry_row ORDER BY index DESC LIMIT 1",
  );
  return rows[0];
}

test("nothing is recorded before the deadline has passed on the sequencer's clock", async () => {
  const worker = await log.connect("worker");
  await passTime(log, sequencer, addMs(START, ACTIVATION_DELAY_MS - 1));
  expect(await recordDueClocks(worker, signer, asInstant(log.now + 60_000))).toBe(0);
});

test("a due activation is recorded once, also when the job runs again before and after it is logged", async () => {
  const worker = await log.connect("worker");
  await passTime(log, sequencer, addMs(START, ACTIVATION_DELAY_MS + 5_000));
  expect(await recordDueClocks(worker, signer, log.now)).toBe(1);
  expect(await recordDueClocks(worker, signer, log.now)).toBe(0);
  await settle(sequencer);
  expect(await newestEntry()).toEqual({ kind: "clock.record", status: "effective", size: 4 });
  expect(await recordDueClocks(worker, signer, log.now)).toBe(0);
  await settle(sequencer);
  expect(sequencer.size).toBe(4);
});

test("the worker's own queue submits it under the worker's role", async () => {
  await passTime(log, sequencer, addMs(START, ACTIVATION_DELAY_MS + 5_000));
  // The state's claim of this hour is made: what the queue announces is the record.
  const random = (bytes: number) => new Uint8Array(bytes);
  await new StateRootLogger(signer, random).run(await log.connect("worker"), log.now);
  await settle(sequencer);
  const listener = await log.connect("seq");
  await listener.query("LISTEN ts_inbox");
  const announced = once(listener, "notification");
  const stop = new AbortController();
  const done = runWorker({
    databaseUrl: database.urls.worker,
    signer,
    peers: [],
    get: boundedGet(),
    observer: undefined,
    webhooks: undefined,
    chainStart: new Uint8Array(32),
    hosts: [],
    clock: () => log.now,
    random,
    log: pino({ level: "silent" }),
    signal: stop.signal,
    onReady: () => undefined,
  });
  await announced;
  stop.abort();
  await done;
  await settle(sequencer);
  expect(await newestEntry()).toEqual({ kind: "clock.record", status: "effective", size: 5 });
});
