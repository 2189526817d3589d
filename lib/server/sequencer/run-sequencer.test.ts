import { once } from "node:events";
import pg from "pg";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { connectionConfig } from "#lib/server/db/pool.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import { announceInbox } from "#lib/server/services/statement/enqueue-statement.ts";
import { Doorbell } from "./doorbell.ts";
import { resume } from "./resume.ts";
import { runSequencer } from "./run-sequencer.ts";
import { registration, settle, TestLog, testOrigin } from "./test-log.ts";

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
function start(): Running {
  const stop = new AbortController();
  const states: State[] = [];
  const bell = new Doorbell();
  const done = runSequencer({
    ...log.options(new pg.Client()),
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

/** Waits until the read tables hold `size` entries, woken by the sequencer's own notifications. */
async function projected(size: number): Promise<void> {
  const client = new pg.Client(connectionConfig({ url: database.urls.web, name: "test-listen" }));
  await client.connect();
  try {
    await client.query("LISTEN ts_head");
    for (;;) {
      const woken = once(client, "notification");
      const { rows } = await client.query<{ size: number }>("SELECT size FROM projection");
      if ((rows[0]?.size ?? 0) >= size) return;
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
  await log.submit([registration("one")]);
  await settle(await log.lead());
  const other = await makeTestDatabase();
  const empty = log.over(other);
  const mine = database;
  database = other;
  try {
    const sequencer = start();
    expect(await sequencer.next()).toBe("refusing");
    const seen = await readHead(await empty.connect());
    expect(seen).toMatchObject({ health: "behind", healthDetail: expect.stringContaining("2 entries behind") });
    const client = await empty.connect();
    await resume(client, await log.store(), { origin: testOrigin(), verify: rawVerify, clock: () => log.now });
    await client.end();
    let state = await sequencer.next();
    while (state !== "leading") state = await sequencer.next();
    expect(await readHead(await empty.connect())).toMatchObject({ size: 2, publishedSize: 2, health: "ok" });
    await sequencer.stop();
  } finally {
    database = mine;
    await empty.closeConnections();
    await other.drop();
  }
});
