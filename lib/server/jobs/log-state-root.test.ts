import { afterEach, beforeEach, expect, test } from "vitest";
import { sha256 } from "#lib/kernel/hash.ts";
import { addMs, HOUR_MS } from "#lib/kernel/instant.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import type { Sequencer } from "#lib/server/sequencer/sequencer.ts";
import {
  KEYS,
  registration,
  START,
  settle,
  signed,
  TestLog,
  testKey,
  testOrigin,
} from "#lib/server/sequencer/test-log.ts";
import { Replay } from "#lib/state/audit.ts";
import { ROOT_EVERY_MS, StateRootLogger } from "./log-state-root.ts";

let database: TestDatabase;
let log: TestLog;
let sequencer: Sequencer;
let dice = 0;

const signer = { origin: testOrigin(), thumbprint: KEYS.statement.thumbprint, sign: signerOf(KEYS.statement.seed) };

/** `provider.register` by a participant of that label. */
function serviceOf(label: string, name: string) {
  const body = { kind: "service", name };
  return signed(testKey(label), `service ${name}`, { kind: "provider.register", subject: "new", body });
}

/** A worker's job as it is after a start: it remembers nothing. */
function freshLogger(): StateRootLogger {
  return new StateRootLogger(signer, (bytes) => {
    dice += 1;
    return sha256(Uint8Array.of(dice)).slice(0, bytes);
  });
}

beforeEach(async () => {
  database = await makeTestDatabase();
  log = await TestLog.make(database, { modelHash: modelHash(MODEL_1) });
  sequencer = await log.lead();
  await log.submit([registration("ada")]);
  await settle(sequencer);
});

afterEach(async () => {
  await log.close();
  await database.drop();
});

async function passTime(ms: number): Promise<void> {
  log.now = addMs(log.now, ms);
  await sequencer.heartbeat();
}

/** What a stranger's replay says of every claim in the log. */
async function claims() {
  const { rows } = await (await log.connect("web")).query<{ leaf: Buffer }>(
    "SELECT leaf FROM log_entry ORDER BY index",
  );
  const replay = new Replay(testOrigin(), rawVerify);
  const effects = rows.map(({ leaf }) => replay.push(new Uint8Array(leaf))?.effect.status);
  expect(replay.faults).toEqual([]);
  return replay.claims.map(({ index, size, outcome }) => ({ index, size, outcome, effect: effects[index] }));
}

test("after an hour with changes the state is claimed once, and a replay of the log finds it true", async () => {
  const worker = await log.connect("worker");
  const job = freshLogger();
  await passTime(ROOT_EVERY_MS - 1);
  expect(await job.run(worker, log.now)).toBeUndefined();
  await passTime(1);
  expect(await job.run(worker, log.now)).toMatchObject({ size: 2 });
  expect(await job.run(worker, log.now)).toBeUndefined();
  await settle(sequencer);
  expect(await job.run(worker, log.now)).toBeUndefined();
  expect(await claims()).toEqual([{ index: 2, size: 2, outcome: "pass", effect: "effective" }]);
});

test("a worker that was stopped after it submitted does not claim twice, in the inbox or in the log unread", async () => {
  const worker = await log.connect("worker");
  await passTime(ROOT_EVERY_MS);
  expect(await freshLogger().run(worker, log.now)).toBeDefined();
  expect(await freshLogger().run(worker, log.now)).toBeUndefined();
  await sequencer.sequence();
  expect(await freshLogger().run(worker, log.now)).toBeUndefined();
  await settle(sequencer);
  await passTime(10);
  expect(await freshLogger().run(worker, log.now)).toBeUndefined();
  expect(await claims()).toHaveLength(1);
});

test("without changes nothing is claimed however long it takes; with them the claims are chained and true", async () => {
  const worker = await log.connect("worker");
  const job = freshLogger();
  await passTime(ROOT_EVERY_MS);
  await job.run(worker, log.now);
  await settle(sequencer);
  await passTime(50 * ROOT_EVERY_MS);
  expect(await job.run(worker, log.now)).toBeUndefined();
  await log.submit([registration("bea", {})]);
  await settle(sequencer);
  // A statement of START is too old by now, so that the entry is void and changes nothing.
  expect(await job.run(worker, log.now)).toBeUndefined();
});

test("later claims, also by a worker that started anew, are chained and true", async () => {
  const worker = await log.connect("worker");
  const job = freshLogger();
  for (const [round, name] of ["bea", "cyd", "dan"].entries()) {
    await log.submit([registration(name), serviceOf("ada", name)]);
    await settle(sequencer);
    // The last claim is of the day after.
    await passTime(9 * HOUR_MS);
    expect(await (round === 1 ? freshLogger() : job).run(worker, log.now)).toBeDefined();
    await settle(sequencer);
  }
  expect(await claims()).toEqual([
    { index: 4, size: 4, outcome: "pass", effect: "effective" },
    { index: 7, size: 7, outcome: "pass", effect: "effective" },
    { index: 10, size: 10, outcome: "pass", effect: "effective" },
  ]);
});

test("nothing is claimed from a read row that is not what the fold wrote", async () => {
  await (await log.connect("owner")).query(
    "UPDATE aggregate_version SET form = replace(form, 'ada', 'eve') WHERE key LIKE 'participant:%'",
  );
  await passTime(ROOT_EVERY_MS);
  await expect(freshLogger().run(await log.connect("worker"), log.now)).rejects.toThrow("not the one projected");
  expect(log.now).toBeGreaterThan(START);
});

test("nothing is claimed of marks that are not those projected, nor of a day that has none", async () => {
  const owner = await log.connect("owner");
  await log.submit([serviceOf("ada", "Sorting")]);
  await settle(sequencer);
  await passTime(ROOT_EVERY_MS);
  const claim = async () => await freshLogger().run(await log.connect("worker"), log.now);
  await owner.query(`UPDATE mark_row SET form = replace(form, '"tier":"unrated"', '"tier":"A"')`);
  await expect(claim()).rejects.toThrow("not those projected");
  await owner.query("UPDATE mark_row SET day = day - 1");
  await expect(claim()).rejects.toThrow("no marks of the day");
});
