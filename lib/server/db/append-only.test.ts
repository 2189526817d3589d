import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePool } from "./pool.ts";
import { freshDatabase } from "./test-database.ts";

const database = await freshDatabase();
const as = {
  owner: makePool({ url: database.urls.owner, name: "test", max: 2 }),
  web: makePool({ url: database.urls.web, name: "test", max: 2 }),
  seq: makePool({ url: database.urls.seq, name: "test", max: 2 }),
  worker: makePool({ url: database.urls.worker, name: "test", max: 2 }),
};
const REFUSED = "42501";

async function codeOf(pool: pg.Pool, sql: string): Promise<string | undefined> {
  try {
    await pool.query(sql);
    return undefined;
  } catch (error) {
    if (error instanceof pg.DatabaseError) return error.code;
    throw error;
  }
}

const hash = (byte: string): string => `'\\x${byte.repeat(32)}'`;

beforeAll(async () => {
  await as.seq.query(
    `INSERT INTO log_entry VALUES (0, '\\x7b7d', ${hash("01")}, ${hash("02")}, 5);
     INSERT INTO log_tile VALUES (0, 0, decode(repeat('00', 8192), 'hex'), ${hash("03")});
     INSERT INTO log_checkpoint VALUES (1, ${hash("04")}, 'note', 5);
     INSERT INTO log_cosignature VALUES (1, 'w1.demo.invalid/x', 'vkey', 5, 'line', 5);
     INSERT INTO promise VALUES (${hash("02")}, 'note', 5, 65);
     INSERT INTO part VALUES (${hash("05")}, 0, 0, 'x', 'n', 'text/plain', 'public');
     INSERT INTO withheld_part VALUES (${hash("0a")}, 1, 5);
     INSERT INTO witness_conflict VALUES (${hash("09")}, 'log', 'key', 'note', 'note', 409, 5);
     INSERT INTO restore VALUES (1, 5, 0, 1);
     INSERT INTO log_outage VALUES (5, 700000);
     UPDATE log_head SET size = 1, published_size = 1, epoch = 1, last_logged_at_ms = 5;`,
  );
  await as.web.query(`INSERT INTO fraud_proof VALUES (1, ${hash("07")}, 'kind', 'log', 'tampered', '[]', 'x', 5, 1)`);
  await as.worker.query(`INSERT INTO fraud_proof_statement VALUES (${hash("07")}, ${hash("08")}, 5)`);
});
afterAll(async () => {
  await Promise.all(Object.values(as).map((pool) => pool.end()));
});

const SAME: Readonly<Record<string, string>> = {
  log_entry: "logged_at_ms = logged_at_ms",
  log_tile: "root = root",
  log_checkpoint: "note = note",
  log_cosignature: "line = line",
  promise: "note = note",
  witness_conflict: "note = note",
  part: "bytes = bytes",
  withheld_part: "recorded_in = recorded_in",
  restore: "size = size",
  log_outage: "to_ms = to_ms",
  fraud_proof: "verdict = verdict",
  fraud_proof_statement: "submitted_at_ms = submitted_at_ms",
};

/** Who may not write it, where that is not web and worker. */
const STRANGERS: Readonly<Record<string, ("web" | "seq")[]>> = {
  fraud_proof: ["seq"],
  fraud_proof_statement: ["web", "seq"],
};

describe.each(Object.keys(SAME))("%s", (table) => {
  test.each(["owner", "seq", "web", "worker"] as const)("refuses UPDATE, DELETE and TRUNCATE by %s", async (role) => {
    expect(await codeOf(as[role], `UPDATE ${table} SET ${SAME[table]}`)).toBe(REFUSED);
    expect(await codeOf(as[role], `DELETE FROM ${table}`)).toBe(REFUSED);
    expect(await codeOf(as[role], `TRUNCATE ${table}`)).toBe(REFUSED);
    const { rows } = await as.owner.query<{ count: number }>(`SELECT count(*) FROM ${table}`);
    expect(rows[0]?.count).toBe(1);
  });

  test.each(STRANGERS[table] ?? (["web", "worker"] as const))("takes no row from %s", async (role) => {
    expect(await codeOf(as[role], `INSERT INTO ${table} SELECT * FROM ${table}`)).toBe(REFUSED);
  });
});

test("the head grows, never goes back, and never goes away", async () => {
  expect(await codeOf(as.seq, "UPDATE log_head SET size = 0, published_size = 0")).toBe(REFUSED);
  expect(await codeOf(as.seq, "UPDATE log_head SET epoch = 0")).toBe(REFUSED);
  expect(await codeOf(as.seq, "UPDATE log_head SET last_logged_at_ms = 4")).toBe(REFUSED);
  expect(await codeOf(as.owner, "DELETE FROM log_head")).toBe(REFUSED);
  expect(await codeOf(as.owner, "TRUNCATE log_head")).toBe(REFUSED);
  expect(await codeOf(as.web, "UPDATE log_head SET health = 'ok'")).toBe(REFUSED);
  expect(await codeOf(as.seq, "UPDATE log_head SET size = 2, published_size = 1")).toBeUndefined();
});

test("nothing is published beyond the head", async () => {
  const CHECK_VIOLATION = "23514";
  expect(await codeOf(as.seq, "UPDATE log_head SET published_size = size + 1")).toBe(CHECK_VIOLATION);
});

test("web gives statements to the inbox and can neither change nor take them away", async () => {
  const insert = `INSERT INTO inbox (statement_hash, bytes, received_at_ms) VALUES (${hash("06")}, 'x', 1)`;
  expect(await codeOf(as.web, insert)).toBeUndefined();
  expect(await codeOf(as.web, "UPDATE inbox SET bytes = 'y'")).toBe(REFUSED);
  expect(await codeOf(as.web, "DELETE FROM inbox")).toBe(REFUSED);
  expect(await codeOf(as.seq, "DELETE FROM inbox")).toBeUndefined();
});

test("the sequencer never sees the private tables", async () => {
  for (const table of ["account", "session", "challenge", "draft"]) {
    expect(await codeOf(as.seq, `SELECT * FROM ${table}`)).toBe(REFUSED);
  }
});

test("only the sequencer writes the projection, and it may rebuild it", async () => {
  for (const table of ["projection", "entry_row", "aggregate_version", "chain"]) {
    expect(await codeOf(as.web, `DELETE FROM ${table}`)).toBe(REFUSED);
    expect(await codeOf(as.worker, `DELETE FROM ${table}`)).toBe(REFUSED);
    expect(await codeOf(as.seq, `TRUNCATE ${table}`)).toBeUndefined();
  }
});

test("no process may make tables or schemas, or use the other's", async () => {
  for (const role of ["web", "seq", "worker"] as const) {
    expect(await codeOf(as[role], "CREATE TABLE mine (id int)")).toBe(REFUSED);
    expect(await codeOf(as[role], "CREATE SCHEMA mine")).toBe(REFUSED);
  }
  expect(await codeOf(as.web, "SELECT * FROM graphile_worker.jobs")).toBe(REFUSED);
  expect(await codeOf(as.worker, "SELECT * FROM graphile_worker.jobs")).toBeUndefined();
});
