import { afterEach, beforeEach, expect, test } from "vitest";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { raiseEpoch } from "./leadership.ts";
import { isDataError, setPoisonAside } from "./set-poison-aside.ts";
import { registration, settle, TestLog } from "./test-log.ts";

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

/** A connection on which PostgreSQL itself refuses any batch with the entry of this hash (22012, division by zero). */
async function refusing(hash: string): Promise<Sql> {
  const client = await log.connect();
  const query = async (text: string, values?: unknown[]) => {
    const hashes = text.startsWith("INSERT INTO log_entry") ? (values?.[3] as Buffer) : Buffer.alloc(0);
    if (hashes.includes(hash, 0, "hex")) await client.query("SELECT 1 / 0");
    return await client.query(text, values);
  };
  return { query } as Sql;
}

test("a row that the database refuses is moved aside, and all others are logged", async () => {
  await settle(await log.lead());
  const people = Array.from({ length: 5 }, (_, at) => registration(`person ${at}`));
  await log.submit(people);
  const poison = people[2]?.hash ?? "";
  const sql = await refusing(poison);
  const sequencer = await log.lead({ sql });
  const refused = await sequencer.sequence().catch((error: unknown) => error);
  expect(isDataError(refused)).toBe(true);

  const { epoch } = await raiseEpoch(sql);
  await setPoisonAside(log.options(sql), epoch);
  await settle(await log.lead({ sql }));

  const owner = await log.connect("owner");
  const { rows: logged } = await owner.query<{ hash: string }>(
    "SELECT encode(statement_hash, 'hex') AS hash FROM log_entry WHERE index > 0",
  );
  expect(logged.map(({ hash }) => hash).sort()).toEqual(
    people
      .map(({ hash }) => hash)
      .filter((hash) => hash !== poison)
      .sort(),
  );
  const { rows: aside } = await owner.query("SELECT encode(statement_hash, 'hex') AS hash, reason FROM inbox_dropped");
  expect(aside).toEqual([{ hash: poison, reason: "unwritable: 22012" }]);
  expect((await owner.query("SELECT 1 FROM inbox")).rowCount).toBe(0);
  expect(log.events).toContainEqual({ event: "dropped", statementHash: poison, reason: "unwritable: 22012" });
});

test("a lost connection or a constraint is no reason to move anything aside", () => {
  for (const code of ["57P01", "23505", "08006", "ECONNRESET"])
    expect(isDataError(Object.assign(new Error("x"), { code }))).toBe(false);
});
