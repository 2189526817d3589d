/** What must hold when something fails: another leader, a crash at any call, a restored backup, a changed byte, a full disk. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { addMs } from "#lib/kernel/instant.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { noteSignerOf } from "#lib/server/crypto/key-on-file.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import { receiptOf } from "#lib/server/log-store/receipt-of.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { raiseEpoch } from "./leadership.ts";
import { rebuildStore } from "./rebuild-store.ts";
import { resume } from "./resume.ts";
import { Sequencer } from "./sequencer.ts";
import { Fenced, SigningRefused } from "./signing-refused.ts";
import type { StoreFiles } from "./store/store-files.ts";
import { failing } from "./test-failing.ts";
import { KEYS, registration, START, settle, TestLog, testOrigin } from "./test-log.ts";
import { writeHealth } from "./write-head.ts";

let database: TestDatabase;
let log: TestLog;
/** What each of the next tests gets a copy of, instead of nothing. */
let kept: { readonly template: string; readonly store: string } | undefined;

beforeEach(async () => {
  database = await makeTestDatabase({ ...inject("testCluster"), ...(kept && { template: kept.template }) });
  log = await TestLog.make(database, kept);
});

afterEach(async () => {
  await log.close();
  await database.drop();
});

const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => registration(`person ${from + at}`));

/** Everything that a reader can see, to compare before and after. */
async function everything(client: pg.Client): Promise<Record<string, unknown[]>> {
  const tables = {
    log_entry: "index",
    log_tile: "level, number",
    log_checkpoint: "size",
    part: "commit",
    entry_row: "index",
    aggregate_version: "key, from_size",
    chain: "aggregate_key, entry_index",
    mark_row: "provider, day",
    projection: "id",
    promise: "statement_hash",
    inbox: "seq",
  };
  const all: Record<string, unknown[]> = {};
  for (const [table, order] of Object.entries(tables)) {
    const { rows } = await client.query(`SELECT * FROM ${table} ORDER BY ${order}`);
    all[table] = rows;
  }
  return all;
}

describe("fencing", () => {
  test("an old leader whose epoch is gone writes nothing, whatever it tries", async () => {
    const old = await log.lead();
    await settle(old);
    await log.submit(people(3));
    const web = await log.connect("web");
    const { epoch } = await readHead(web);
    const now = await log.lead();
    const before = await everything(web);
    const head = await readHead(web);
    await expect(old.sequence()).rejects.toThrow(Fenced);
    await expect(old.publish()).rejects.toThrow(Fenced);
    await expect(old.heartbeat()).rejects.toThrow(Fenced);
    await expect(writeHealth(await log.connect(), epoch, "behind", "")).rejects.toThrow(Fenced);
    expect(await everything(web)).toEqual(before);
    expect(await readHead(web)).toEqual(head);
    await settle(now);
    expect(await readHead(web)).toMatchObject({ size: 4, publishedSize: 4 });
  });

  test("a leader replaced between reading the inbox and writing the batch writes nothing", async () => {
    await settle(await log.lead());
    await log.submit(people(3));
    const usurper = await log.connect();
    const client = await log.connect();
    let replaced = false;
    const sleepy: Sql = {
      query: async (text, values) => {
        // It sleeps right before its transaction begins, and another takes the epoch meanwhile.
        if (text === "BEGIN" && !replaced && armed) {
          replaced = true;
          await raiseEpoch(usurper);
        }
        return await client.query(text, values);
      },
    };
    let armed = false;
    const old = await log.lead({ sql: sleepy });
    const web = await log.connect("web");
    const before = await everything(web);
    armed = true;
    await expect(old.sequence()).rejects.toThrow(Fenced);
    expect(replaced).toBe(true);
    expect(await everything(web)).toEqual(before);
  });

  test("a leader that slept through its replacement cannot move the second store's head", async () => {
    const old = await log.lead();
    await settle(old);
    await log.submit(people(2));
    await old.sequence();
    const store = await log.store();
    const staged = await store.stage([]);
    const now = await log.lead();
    await log.submit(people(2, 2));
    await settle(now);
    const before = (await log.store()).head;
    await expect(store.assertHead()).rejects.toThrow(Fenced);
    await expect(store.advance({ ...staged, frontier: { ...staged.frontier, size: 9 } })).rejects.toThrow(Fenced);
    expect((await log.store()).head).toEqual(before);
  });
});

describe("crash points", () => {
  const CALLS_BOUND = 400;

  test.each(["before", "after"] as const)(
    "the connection lost %s any call: nothing is lost, doubled or forked, and the next leader goes on",
    async (when) => {
      await settle(await log.lead());
      const web = await log.connect("web");
      const published = new Map<number, string>();
      let submitted = 0;
      let k = 1;
      for (; k < CALLS_BOUND; k += 1) {
        // One of the two waited too long and is promised.
        await log.submit(people(1, submitted));
        await log.submit(people(1, submitted + 1), addMs(log.now, -5_000));
        submitted += 2;
        const client = await log.connect();
        const { epoch } = await raiseEpoch(client);
        const { sql, calls } = failing(client, k, when);
        const crashed = await Sequencer.open(log.options(sql), epoch)
          .then(settle)
          .then(
            () => false,
            () => true,
          );
        const { rows } = await web.query<{ size: number; note: string }>("SELECT size, note FROM log_checkpoint");
        for (const { size, note } of rows) {
          expect(published.get(size) ?? note).toBe(note);
          published.set(size, note);
        }
        if (!crashed) {
          expect(calls()).toBeLessThan(k);
          break;
        }
      }
      expect(k).toBeGreaterThan(20);
      expect(k).toBeLessThan(CALLS_BOUND);
      await settle(await log.lead());
      const { rows } = await web.query<{ count: number; last: number }>(
        "SELECT count(DISTINCT statement_hash) AS count, max(index) AS last FROM log_entry",
      );
      expect(rows).toEqual([{ count: submitted + 1, last: submitted }]);
      expect((await everything(web)).promise?.length).toBeGreaterThanOrEqual(submitted / 2);
      expect(await readHead(web)).toMatchObject({ size: submitted + 1, publishedSize: submitted + 1, health: "ok" });
    },
  );

  test("the disk failing at any file operation: nothing is signed beyond the store, and it heals by itself", async () => {
    await settle(await log.lead());
    let submitted = 0;
    let k = 1;
    for (; k < CALLS_BOUND; k += 1) {
      await log.submit(people(2, submitted));
      submitted += 2;
      let calls = 0;
      const fail = async <T>(work: () => Promise<T>): Promise<T> => {
        calls += 1;
        if (calls === k) throw Object.assign(new Error("no space"), { code: "ENOSPC" });
        return await work();
      };
      const files: StoreFiles = {
        ...log.files,
        writeAt: (...args) => fail(() => log.files.writeAt(...args)),
        append: (...args) => fail(() => log.files.append(...args)),
        createExclusive: (...args) => fail(() => log.files.createExclusive(...args)),
        remove: (...args) => fail(() => log.files.remove(...args)),
      };
      const failed = await log
        .lead({ files })
        .then(settle)
        .then(
          () => undefined,
          (error: unknown) => error,
        );
      const store = await log.store();
      expect((await readHead(await log.connect("web"))).publishedSize).toBeLessThanOrEqual(store.head.size);
      if (failed === undefined) break;
      expect(failed).toMatchObject({ health: "disk-full" });
    }
    expect(k).toBeGreaterThan(4);
    await settle(await log.lead());
    expect(await readHead(await log.connect("web"))).toMatchObject({
      size: submitted + 1,
      publishedSize: submitted + 1,
      health: "ok",
    });
  });

  test("nothing is taken from the inbox while the second store's disk is full", async () => {
    let free = 1024;
    const sequencer = await log.lead({ files: { ...log.files, freeBytes: async () => free } });
    await log.submit(people(1));
    await expect(sequencer.sequence()).rejects.toMatchObject({ health: "disk-full" });
    const web = await log.connect("web");
    expect((await everything(web)).inbox).toHaveLength(1);
    expect((await everything(web)).log_entry).toHaveLength(0);
    free = 1024 ** 3;
    await settle(sequencer);
    expect(await readHead(web)).toMatchObject({ size: 2, publishedSize: 2 });
  });
});

describe("a restored backup", () => {
  /** A copy of the database as it is now: yesterday's backup, in a moment. */
  async function backup(): Promise<TestDatabase> {
    const name = `${database.name}_old`;
    const owner = new URL(database.urls.owner);
    owner.pathname = "/postgres";
    const admin = new pg.Client({ connectionString: owner.href });
    await admin.connect();
    try {
      await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [database.name]);
      await admin.query(`CREATE DATABASE ${name} TEMPLATE ${database.name} STRATEGY file_copy`);
      await admin.query(`GRANT CONNECT ON DATABASE ${name} TO ts_web, ts_seq, ts_worker`);
    } finally {
      await admin.end();
    }
    const urlOf = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
    const { owner: o, web, seq, worker } = database.urls;
    return {
      name,
      urls: { owner: urlOf(o), web: urlOf(web), seq: urlOf(seq), worker: urlOf(worker) },
      drop: async () => {
        const client = new pg.Client({ connectionString: owner.href });
        await client.connect();
        await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
        await client.end();
      },
    };
  }

  async function receiptsOf(client: pg.Client) {
    const receipts = [];
    for (const index of [3, 271, 400, 573]) receipts.push(await receiptOf(client, index, undefined));
    return receipts;
  }

  test("refuses to sign and says by how much it is behind; resume heals it, receipts stay the same", async () => {
    const part = { bytes: new Uint8Array([1, 2, 3]), nonce: new Uint8Array(32).fill(9) };
    const sequencer = await log.lead();
    await log.submit(people(270));
    await settle(sequencer);
    const old = await backup();
    const restored = log.over(old);
    try {
      const latest = await log.lead();
      await log.submit([registration("with a part", {}, [part]), ...people(300, 270)]);
      await settle(latest);
      await log.submit(people(4, 570));
      await settle(latest);
      const web = await log.connect("web");
      const before = await everything(web);
      const receipts = await receiptsOf(web);

      await expect(restored.lead()).rejects.toMatchObject({
        health: "behind",
        message: "The database holds 271 entries and the second store 576: 305 entries behind.",
      });
      expect((await readHead(await restored.connect())).publishedSize).toBe(271);

      const resumed = await resume(await restored.connect(), await log.store(), {
        origin: testOrigin(),
        verify: rawVerify,
        clock: () => log.now,
      });
      expect(resumed).toMatchObject({ from: 271, size: 576 });
      const healed = await restored.lead();
      const after = await everything(await restored.connect("web"));
      expect(after).toEqual(before);
      const again = await restored.connect("web");
      expect(await receiptsOf(again)).toEqual(receipts);
      await restored.submit(people(1, 574));
      await settle(healed);
      expect(await readHead(again)).toMatchObject({ size: 577, publishedSize: 577, health: "ok" });
    } finally {
      await restored.closeConnections();
      await old.drop();
    }
  });

  test("a lost second store is not taken for an empty one; it is written anew only when asked, with every checkpoint", async () => {
    const sequencer = await log.lead();
    await log.submit(people(300));
    await settle(sequencer);
    await log.submit(people(2, 300));
    await settle(sequencer);
    const before = await everything(await log.connect("web"));
    const lost = await TestLog.make(database);
    try {
      await expect(lost.lead()).rejects.toMatchObject({ health: "store-lost" });
      const rebuilt = await rebuildStore(await lost.connect(), await lost.store(), {
        origin: testOrigin(),
        verify: rawVerify,
        logVkey: noteSignerOf(KEYS.log, testOrigin()).vkey,
      });
      expect(rebuilt).toEqual({ size: 303, checkpoints: 2 });
      expect((await lost.store()).head).toMatchObject({ size: 303, root: (await log.store()).head.root });
      expect(await (await lost.store()).allCheckpoints()).toEqual(await (await log.store()).allCheckpoints());
      await lost.lead();
      expect(await everything(await lost.connect("web"))).toEqual(before);
    } finally {
      await lost.close();
    }
  });

  test("a database that went another way is refused and is not resumed over", async () => {
    const sequencer = await log.lead();
    await log.submit(people(3));
    await settle(sequencer);
    const old = await backup();
    const elsewhere = await TestLog.make(old);
    try {
      // The other history is written with a second store of its own, then meets ours.
      const rival = await elsewhere.lead({ files: elsewhere.files }).catch((error: unknown) => error);
      expect(rival).toMatchObject({ health: "store-lost" });
      const latest = await log.lead();
      await log.submit(people(5, 3));
      await settle(latest);
      const client = await elsewhere.connect("owner");
      await client.query("ALTER TABLE log_entry DISABLE TRIGGER USER");
      await client.query("UPDATE log_entry SET leaf_hash = sha256('another') WHERE index = 2");
      const over = log.over(old);
      await expect(over.lead()).rejects.toThrow(SigningRefused);
      await expect(
        resume(await over.connect(), await log.store(), {
          origin: testOrigin(),
          verify: rawVerify,
          clock: () => log.now,
        }),
      ).rejects.toMatchObject({ health: "fork" });
      await over.closeConnections();
    } finally {
      await elsewhere.close();
      await old.drop();
    }
  });
});

describe("one changed byte", () => {
  async function asOwner(sql: string, values: unknown[] = []): Promise<void> {
    const client = await log.connect("owner");
    for (const table of ["log_entry", "log_tile", "log_checkpoint", "part"]) {
      await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    }
    await client.query(sql, values);
  }

  async function flip(file: string, at: number): Promise<void> {
    const name = path.join(log.folder, file);
    const bytes = await readFile(name);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(name, bytes);
  }

  const part = { bytes: new Uint8Array([1, 2, 3]), nonce: new Uint8Array(32).fill(9) };
  let grown: { readonly database: TestDatabase; readonly log: TestLog };

  beforeAll(async () => {
    const own = await makeTestDatabase();
    grown = { database: own, log: await TestLog.make(own) };
    const sequencer = await grown.log.lead();
    await grown.log.submit([registration("with a part", {}, [part])]);
    await settle(sequencer);
    await grown.log.submit(people(256));
    await settle(sequencer);
    // A database is copied when nobody is connected to it.
    await grown.log.closeConnections();
    kept = { template: own.name, store: grown.log.folder };
  });
  afterAll(async () => {
    kept = undefined;
    await grown.log.close();
    await grown.database.drop();
  });

  test.each<[string, () => Promise<void>, RegExp]>([
    [
      "an entry's bytes",
      () => asOwner("UPDATE log_entry SET leaf = set_byte(leaf, 30, 55) WHERE index = 17"),
      /Entry 17\b/,
    ],
    [
      "an entry's bytes and hash",
      () =>
        asOwner(
          "UPDATE log_entry SET leaf = l, leaf_hash = sha256('\\x00'::bytea || l) FROM (SELECT set_byte(leaf, 32, 50) AS l FROM log_entry WHERE index = 17) x WHERE index = 17",
        ),
      /Entry 17\b/,
    ],
    [
      "a leaf hash",
      () => asOwner("UPDATE log_entry SET leaf_hash = set_byte(leaf_hash, 0, 7) WHERE index = 3"),
      /Entry 3\b/,
    ],
    [
      "a statement hash",
      () => asOwner("UPDATE log_entry SET statement_hash = set_byte(statement_hash, 0, 7) WHERE index = 4"),
      /Entry 4\b/,
    ],
    ["a log time", () => asOwner("UPDATE log_entry SET logged_at_ms = logged_at_ms + 1 WHERE index = 5"), /Entry 5\b/],
    ["a missing row", () => asOwner("DELETE FROM log_entry WHERE index = 6"), /Entry 6\b/],
    [
      "a row of another hand",
      () =>
        asOwner(
          "INSERT INTO log_entry (index, leaf, leaf_hash, statement_hash, logged_at_ms) SELECT 258, leaf, leaf_hash, sha256('x'), logged_at_ms FROM log_entry WHERE index = 6",
        ),
      /Entry 258\b/,
    ],
    ["a tile", () => asOwner("UPDATE log_tile SET hashes = set_byte(hashes, 32 * 9, 7)"), /Entry 9\b/],
    ["a tile's root", () => asOwner("UPDATE log_tile SET root = set_byte(root, 0, 7)"), /Entry 0\b/],
    [
      "a checkpoint's note",
      () => asOwner("UPDATE log_checkpoint SET note = replace(note, '— ', '— x')"),
      /checkpoint of size 2/,
    ],
    [
      "a checkpoint's root",
      () => asOwner("UPDATE log_checkpoint SET root = set_byte(root, 0, 7)"),
      /checkpoint of size 2/,
    ],
    ["a part", () => asOwner("UPDATE part SET bytes = set_byte(bytes, 0, 7)"), /Entry 1\b/],
    ["who may read a part", () => asOwner("UPDATE part SET visibility = 'public'"), /Entry 1\b/],
    ["a part's entry", () => asOwner("UPDATE part SET entry_index = 0"), /Entry 1\b/],
    ["a missing part", () => asOwner("DELETE FROM part"), /Entry 1\b/],
    ["a bundle in the second store", () => flip("tile/entries/000", 40), /Entry 0\b/],
    ["a tile in the second store", () => flip("tile/0/000", 32 * 200), /Entry 200\b/],
    ["a part in the second store", () => flip("parts/000", 12), /Entry 1\b/],
  ])("%s: the next signing is refused and names the index", async (_, change, message) => {
    const sequencer = await log.lead();
    await change();
    await log.submit(people(1, 256));
    // Tiles are checked in turn, one before each signature: 258 entries have two.
    const failure = await settle(sequencer)
      .then(() => log.submit(people(1, 257)))
      .then(() => settle(sequencer))
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SigningRefused);
    expect(failure).toMatchObject({ message: expect.stringMatching(message) });
    const refused = await log.lead().catch((error: unknown) => error);
    const again = refused instanceof Sequencer ? await refused.checkAll().catch((error: unknown) => error) : refused;
    expect(again).toMatchObject({ message: expect.stringMatching(message) });
  });
});

describe("re-projection", () => {
  test("deleting the read tables and projecting again gives identical rows", async () => {
    const sequencer = await log.lead();
    for (let round = 0; round < 4; round += 1) {
      log.now = addMs(START, round * 1000);
      await log.submit(people(7, round * 7));
      // Registered twice: void, but a row all the same.
      await log.submit([registration(`person ${round}`, { nextKeyDigest: "00".repeat(32) })]);
      await settle(sequencer);
    }
    const web = await log.connect("web");
    const before = await everything(web);
    const owner = await log.connect("owner");
    await owner.query("TRUNCATE entry_row, aggregate_version, chain, mark_row");
    await log.lead();
    expect(await everything(web)).toEqual(before);
    await owner.query("UPDATE projection SET fold_version = fold_version + 1");
    await log.lead();
    expect(await everything(web)).toEqual(before);
    expect(before.entry_row).toHaveLength(33);
  });
});
