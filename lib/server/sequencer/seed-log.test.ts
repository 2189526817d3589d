import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { asInstant, DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { parseWitnessPolicy } from "#lib/log/witness-policy.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { openFileStore } from "#lib/server/witness/file-store.ts";
import { makeWitnessDesk } from "#lib/server/witness/witness-desk.ts";
import { witnessSignerOf } from "#lib/server/witness/witness-signer.ts";
import { parseStatement } from "#lib/statement/envelope.ts";
import { OtherWorld, type SeedEntry, SeededLog } from "./seed-log.ts";
import { failing } from "./test-failing.ts";
import { genesisBytes, registration, START, signed, TestLog, testKey } from "./test-log.ts";

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

const later = (days: number): Instant => asInstant(START + days * DAY_MS);
const WITNESS = "w1.demo.invalid/test";
const part = { bytes: utf8Encode("evidence"), nonce: new Uint8Array(32).fill(7) };

/** Three checkpoints' worth: genesis; two registrations on one day; one with a part, days after. */
function world(): [SeedEntry[], Instant][] {
  const at = (label: string, day: number, parts = false): SeedEntry => {
    const key = testKey(label);
    const fields = {
      kind: "participant.register" as const,
      subject: key.did,
      body: { displayName: label },
      issuedAt: formatInstant(later(day)),
    };
    return { at: later(day), ...signed(key, `register ${label}`, fields, parts ? [part] : []) };
  };
  const bytes = genesisBytes();
  const genesis = parseStatement(bytes);
  if (!genesis.ok) throw new Error("no genesis");
  return [
    [[{ at: START, hash: genesis.value.hash, bytes, parts: [] }], START],
    [[at("one", 1), at("two", 2)], later(7)],
    [[at("three", 8, true)], later(14)],
  ];
}

async function open(sql?: Sql): Promise<SeededLog> {
  const own = sql ?? (await log.connect());
  const { verify, genesis, logSigner, origin, files } = log.options(own);
  const signer = witnessSignerOf(WITNESS, testKey("demo witness").seed);
  const policy = parseWitnessPolicy(
    `log ${logSigner.vkey}\nwitness w1 ${signer.vkey} http://w1.invalid\ngroup demonstration 1 w1\nquorum demonstration\n`,
  );
  if (!policy.ok) throw new Error(policy.error.detail);
  const store = await openFileStore(`${log.folder}-w1`);
  return await SeededLog.open({
    ...{ sql: own, pool: await log.connect(), verify, genesis, logSigner, origin, files },
    witnesses: async (clock) => {
      const desk = makeWitnessDesk({
        ...{ logVkeyOf: () => logSigner.vkey, origins: () => [origin], signer, store, clock },
      });
      const ask = async (_: string, body: string) => {
        const { status, mediaType, body: text } = await desk.addCheckpoint(utf8Encode(body));
        return { kind: "answered" as const, status, mediaType, body: utf8Encode(text), retryAfterMs: undefined };
      };
      return { policy: policy.value, ask };
    },
    random: (bytes) => new Uint8Array(bytes),
    log: pino({ level: "silent" }),
  });
}

async function seedAll(seeded: SeededLog): Promise<void> {
  for (const [entries, signedAt] of world()) await seeded.take(entries, signedAt);
  await seeded.finish(later(14));
}

async function tables(): Promise<Record<string, unknown[]>> {
  const sql = await log.connect("owner");
  const read: Record<string, unknown[]> = {};
  for (const [table, order] of TABLES) read[table] = (await sql.query(`SELECT * FROM ${table} ORDER BY ${order}`)).rows;
  await sql.end();
  return read;
}
const TABLES = [
  ["log_entry", "index"],
  ["log_checkpoint", "size"],
  ["log_cosignature", "size"],
  ["part", "commit"],
  ["entry_row", "index"],
  ["aggregate_version", "key, from_size"],
  ["chain", "aggregate_key, entry_index"],
  ["projection", "id"],
] as const;

test("a world becomes a log with its times, checkpoints that its witnesses cosigned, parts and read tables", async () => {
  await seedAll(await open());
  const { log_entry, log_checkpoint, log_cosignature, part: parts, entry_row, projection } = await tables();
  expect(log_entry?.map((row) => Number((row as { logged_at_ms: string }).logged_at_ms))).toEqual(
    [0, 1, 2, 8].map(later),
  );
  expect(log_checkpoint).toMatchObject([
    { size: 1, signed_at_ms: START },
    { size: 3, signed_at_ms: later(7) },
    { size: 4, signed_at_ms: later(14) },
  ]);
  expect(log_cosignature).toMatchObject([
    { size: 1, time_s: START / 1000 },
    { size: 3, time_s: later(7) / 1000 },
    { size: 4, time_s: later(14) / 1000 },
  ]);
  expect(parts).toMatchObject([{ entry_index: 3 }]);
  expect(entry_row).toHaveLength(4);
  expect(projection).toMatchObject([{ size: 4 }]);
});

test("seeding that ends at any call to the database goes on to the same tables", async () => {
  await seedAll(await open());
  const whole = await tables();
  for (const when of ["before", "after"] as const) {
    for (let k = when === "before" ? 3 : 8; ; k += 12) {
      await log.close();
      await database.drop();
      database = await makeTestDatabase();
      log = await TestLog.make(database);
      const { sql, calls } = failing(await log.connect(), k, when);
      const first = await open(sql).catch(() => undefined);
      const ended = first === undefined ? "failed" : await seedAll(first).catch(() => "failed");
      await first?.stop().catch(() => undefined);
      if (ended !== "failed") {
        expect(calls()).toBeLessThan(k);
        break;
      }
      await seedAll(await open());
      expect(await tables()).toEqual(whole);
    }
  }
});

test("another world is not written behind the first one's entries, and what no log would take stops it", async () => {
  const sql = await log.connect();
  const seeded = await open(sql);
  for (const [entries, signedAt] of world().slice(0, 2)) await seeded.take(entries, signedAt);
  await seeded.stop();
  const [first, second] = world();
  const other = await open(sql);
  await other.take(...(first as [SeedEntry[], Instant]));
  const moved = (second?.[0] ?? []).map((entry) => ({ ...entry, at: asInstant(entry.at + 1) }));
  await expect(other.take(moved, later(7))).rejects.toThrow(OtherWorld);
  await other.stop();
  const again = await open(sql);
  for (const [entries, signedAt] of world().slice(0, 2)) await again.take(entries, signedAt);
  const { bytes, ...forged } = registration("forged");
  const text = Buffer.from(bytes).toString().replace('"displayName":"forged"', '"displayName":"forgod"');
  const entry = { at: later(9), ...forged, bytes: new Uint8Array(Buffer.from(text)) };
  await expect(again.take([entry], later(14))).rejects.toThrow("Entry 3 would not be taken");
  await again.stop();
});
