import { once } from "node:events";
import pg from "pg";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addMs } from "#lib/kernel/instant.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { connectionConfig } from "#lib/server/db/pool.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import { announceInbox } from "#lib/server/services/statement/enqueue-statement.ts";
import { policyOf, startTestWitness, type TestWitness } from "#lib/server/witness/test-witness.ts";
import { Doorbell } from "./doorbell.ts";
import { resume } from "./resume.ts";
import { runSequencer } from "./run-sequencer.ts";
import { registration, START, settle, TestLog, testOrigin } from "./test-log.ts";
import type { WitnessOptions } from "./witnesses/start-witnessing.ts";

let database: TestDatabase;
let log: TestLog;
const running: Running[] = [];

beforeEach(async () => {
  database = await makeTestDatabase();
  log = await TestLog.make(database);
});

afterEach(async () => {
  for (const process of running.splice(0)) await process.stop();
  await log.close();
  await database.drop();
});

type State = "leading" | "standby" | "refusing";
type Running = { readonly next: () => Promise<State>; readonly stop: () => Promise<void> };

/** A whole sequencer but for its process; `next` waits for the next state that it tells. */
function start(witnesses?: WitnessOptions): Running {
  const stop = new AbortController();
  const states: State[] = [];
  const bell = new Doorbell();
  const done = runSequencer({
    ...log.options(new pg.Client()),
    ...(witnesses !== undefined && { witnesses }),
    databaseUrl: database.urls.seq,
    log: pino({ level: "silent" }),
    signal: stop.signal,
    onReady: (state) => {
      states.push(state);
      bell.ring();
    },
  });
  const process: Running = {
    next: async () => {
      while (states.length === 0) await bell.wait(60_000);
      return states.shift() ?? "standby";
    },
    stop: async () => {
      stop.abort();
      await done;
    },
  };
  running.push(process);
  return process;
}

function watchedBy({ entry }: TestWitness): WitnessOptions {
  const { vkey } = log.options(new pg.Client()).logSigner;
  return { policy: policyOf(vkey, [entry]), random: (bytes) => new Uint8Array(bytes) };
}

/** Waits until the read tables hold `size` entries. */
async function projected(size: number): Promise<void> {
  await found("SELECT 1 FROM projection WHERE size >= $1", size);
}

/** Waits until a query over a size finds something, woken by the sequencer's own notifications. */
async function found(sql: string, size: number): Promise<void> {
  const client = new pg.Client(connectionConfig({ url: database.urls.web, name: "test-listen" }));
  await client.connect();
  try {
    await client.query("LISTEN ts_head");
    for (;;) {
      const woken = once(client, "notification");
      if (((await client.query(sql, [size])).rowCount ?? 0) > 0) return;
      await woken;
    }
  } finally {
    await client.end();
  }
}

test("a notified row is logged, published and projected without being asked again", async () => {
  const sequencer = start();
  expect(await sequencer.next()).toBe("leading");
  await log.submit([registration("somebody")]);
  await announceInbox(await log.connect("web"));
  await projected(2);
  expect(await readHead(await log.connect())).toMatchObject({ size: 2, publishedSize: 2, health: "ok" });
});

test("a second sequencer stands by, and leads when the first one stops", async () => {
  const first = start();
  expect(await first.next()).toBe("leading");
  const second = start();
  expect(await second.next()).toBe("standby");
  await log.submit([registration("one")]);
  await projected(2);
  const { epoch } = await readHead(await log.connect());
  await first.stop();
  expect(await second.next()).toBe("leading");
  await log.submit([registration("two")]);
  await projected(3);
  expect(await readHead(await log.connect())).toMatchObject({ epoch: epoch + 1, size: 3 });
});

test("a database that goes away and comes back is picked up again", async () => {
  const sequencer = start();
  expect(await sequencer.next()).toBe("leading");
  await projected(1);
  const owner = await log.connect("owner");
  await owner.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'touchstone-sequencer'",
  );
  expect(await sequencer.next()).toBe("leading");
  await log.submit([registration("after the break")]);
  await projected(2);
});

test("a database behind its second store is refused by a running sequencer, which goes on by itself after resume", async () => {
  await settle(await log.lead());
  const other = await makeTestDatabase();
  const older = log.over(other);
  const resumeIt = async () => {
    const client = await older.connect();
    await resume(client, await log.store(), { origin: testOrigin(), verify: rawVerify, clock: () => log.now });
    await client.end();
  };
  await resumeIt();
  await log.submit([registration("one")]);
  await settle(await log.lead());
  const mine = database;
  const { vkey } = log.options(new pg.Client()).logSigner;
  const witness = await startTestWitness("w.example/lags", vkey, { clock: () => log.now });
  database = other;
  try {
    const sequencer = start(watchedBy(witness));
    expect(await sequencer.next()).toBe("refusing");
    // An old head that is cosigned today would make the entries that it lost look dated back for ever.
    expect(witness.verdicts).toEqual([]);
    const seen = await readHead(await older.connect());
    expect(seen).toMatchObject({ health: "behind", healthDetail: expect.stringContaining("1 entry behind") });
    await resumeIt();
    let state = await sequencer.next();
    while (state !== "leading") state = await sequencer.next();
    expect(await readHead(await older.connect())).toMatchObject({ size: 2, publishedSize: 2, health: "ok" });
    await found("SELECT 1 FROM log_cosignature WHERE size = $1", 2);
    expect(witness.verdicts.map(({ request }) => request.checkpoint.size)).toEqual([2]);
    await sequencer.stop();
  } finally {
    await witness.close();
    database = mine;
    await older.closeConnections();
    await other.drop();
  }
});

test("what a crash left unpublished for long is published before any witness is asked: no honest log convicts itself", async () => {
  const { vkey } = log.options(new pg.Client()).logSigner;
  const witness = await startTestWitness("w.example/crash", vkey, { clock: () => log.now });
  try {
    const first = start(watchedBy(witness));
    expect(await first.next()).toBe("leading");
    await found("SELECT 1 FROM log_cosignature WHERE size = $1", 1);
    await first.stop();
    const killed = await log.lead();
    await log.submit([registration("committed, not published")]);
    await killed.sequence();
    expect(killed.isUnpublished).toBe(true);
    await log.closeConnections();
    log.now = addMs(START, 20 * 60_000);
    expect(await start(watchedBy(witness)).next()).toBe("leading");
    await found("SELECT 1 FROM log_cosignature WHERE size = $1", 2);
    // Its times were heard before anything new could be stamped, and the head of before was shown to it no more.
    expect(witness.verdicts.map(({ request }) => request.checkpoint.size)).toEqual([1, 2]);
  } finally {
    await witness.close();
  }
});

test("a clock that the witnesses refute stamps nothing; signing goes on by itself once it is right", async () => {
  const { vkey } = log.options(new pg.Client()).logSigner;
  const witness = await startTestWitness("w.example/clock", vkey, { clock: () => START });
  try {
    const sequencer = start(watchedBy(witness));
    expect(await sequencer.next()).toBe("leading");
    await found("SELECT 1 FROM log_cosignature WHERE size = $1", 1);
    log.now = addMs(START, 3_600_000);
    await log.submit([registration("while the clock is wrong")], START);
    await announceInbox(await log.connect("web"));
    expect(await sequencer.next()).toBe("refusing");
    expect(await readHead(await log.connect())).toMatchObject({
      size: 1,
      now: START,
      health: "clock",
      healthDetail: expect.stringContaining("60 minutes ahead"),
    });
    log.now = START;
    let state = await sequencer.next();
    while (state !== "leading") state = await sequencer.next();
    await projected(2);
    expect(await readHead(await log.connect())).toMatchObject({ size: 2, lastLoggedAt: START, health: "ok" });
  } finally {
    await witness.close();
  }
});
