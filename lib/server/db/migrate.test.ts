import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { applyMigrations, schemaDrift } from "./migrate.ts";
import { readMigrations } from "./migration-files.ts";
import { makePool } from "./pool.ts";
import { requireSchema, SchemaMismatch } from "./schema-version.ts";
import { freshDatabase } from "./test-database.ts";

const database = await freshDatabase();
const owner = makePool({ url: database.urls.owner, name: "test" });
const web = makePool({ url: database.urls.web, name: "test" });
const empty = "migrate_test_empty";
const emptyUrl = Object.assign(new URL(database.urls.owner), { pathname: `/${empty}` }).href;

beforeAll(async () => {
  await owner.query(`DROP DATABASE IF EXISTS ${empty}`);
  await owner.query(`CREATE DATABASE ${empty}`);
});
afterAll(async () => {
  await web.end();
  await owner.query(`DROP DATABASE ${empty} WITH (FORCE)`);
  await owner.end();
});

test("the migrations build exactly what schema.prisma says", async () => {
  expect(await schemaDrift(inject("testCluster").url)).toBe("");
});

test("a difference between migrations and schema is found", async () => {
  const [first, ...rest] = readMigrations();
  if (!first) throw new Error("no migration");
  const changed = { ...first, sql: `${first.sql}\nALTER TABLE "draft" ADD COLUMN "extra" TEXT;` };
  expect(await schemaDrift(inject("testCluster").url, [changed, ...rest])).toMatch(/DROP COLUMN "extra"/);
});

test("applying again applies nothing", async () => {
  expect(await applyMigrations(database.urls.owner)).toEqual([]);
});

test("a migration that fails leaves nothing behind, and the schema is then refused", async () => {
  const broken = {
    name: "0001_broken",
    sql: 'CREATE TABLE "half" ("id" INT);\nSELECT no_such_function();',
    checksum: "",
  };
  await expect(applyMigrations(emptyUrl, [broken])).rejects.toThrow(/no_such_function/);
  const pool = makePool({ url: emptyUrl, name: "test" });
  try {
    const { rows } = await pool.query("SELECT to_regclass('half') AS half");
    expect(rows).toEqual([{ half: null }]);
    await expect(requireSchema(pool, [broken])).rejects.toThrow(/half applied/);
  } finally {
    await pool.end();
  }
});

test("a process accepts the whole schema of its own build and no other", async () => {
  await expect(requireSchema(web)).resolves.toBeUndefined();
  const own = readMigrations();
  const newer = { name: "9999_newer", sql: "", checksum: "" };
  await expect(requireSchema(web, [...own, newer])).rejects.toThrow(/9999_newer is not applied/);
  await expect(requireSchema(web, [])).rejects.toThrow(/newer than this build/);
  const edited = own.map((migration) => ({ ...migration, checksum: "0".repeat(64) }));
  await expect(requireSchema(web, edited)).rejects.toBeInstanceOf(SchemaMismatch);
});

test("a database without tables is refused with the way out", async () => {
  const client = new pg.Client({ connectionString: database.urls.owner });
  await client.connect();
  await client.query("CREATE DATABASE migrate_test_blank");
  const blank = Object.assign(new URL(database.urls.owner), { pathname: "/migrate_test_blank" }).href;
  const pool = makePool({ url: blank, name: "test" });
  try {
    await expect(requireSchema(pool)).rejects.toThrow(/no tables yet.*npm run db -- apply/s);
  } finally {
    await pool.end();
    await client.query("DROP DATABASE migrate_test_blank WITH (FORCE)");
    await client.end();
  }
});
