import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectionConfig } from "#lib/server/db/pool.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { bigintArray, byteaArray, textArray } from "./binary-array.ts";

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await makeTestDatabase();
  client = new pg.Client(connectionConfig({ url: database.urls.web, name: "touchstone-test" }));
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Whether PostgreSQL takes the array for the same as its text form. */
async function isSame(type: "bytea" | "text" | "bigint", array: Buffer, values: readonly unknown[]): Promise<unknown> {
  const { rows } = await client.query<{ same: boolean; length: number }>(
    `SELECT $1::${type}[] IS NOT DISTINCT FROM $2::${type}[] AS same, cardinality($1::${type}[]) AS length`,
    [array, values],
  );
  return rows[0];
}

test.each([
  ["bytea", byteaArray, [new Uint8Array(), Buffer.from([0, 92, 34, 255]), Buffer.alloc(70_000, 7)]],
  ["text", textArray, ["", "NULL", null, 'quote " and \\ and , and {}', "ä €\u{1f600}\n", "x".repeat(70_000)]],
  ["bigint", bigintArray, [0, -1, null, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]],
] as const)("an array of %s is the one that its text form gives, full, of one and empty", async (type, write, all) => {
  for (const values of [all, all.slice(1, 2), []]) {
    const array = (write as (values: readonly unknown[]) => Buffer)(values);
    expect(await isSame(type, array, [...values])).toEqual({ same: true, length: values.length });
  }
});

test("what no column holds is refused: a NUL by the server as an error of data, a fraction here", async () => {
  await expect(client.query("SELECT $1::text[]", [textArray(["a\0b"])])).rejects.toMatchObject({ code: "22021" });
  expect(() => bigintArray([1.5])).toThrow(RangeError);
});
