/** The database of a data folder whose index runs by `up`, as its owner: for tests that change what nobody may change. */
import { readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";

/** The embedded server of the folder, or the one beside it where the server's user cannot enter. */
export async function asOwnerOf(data: string, cluster: string, ...statements: readonly string[]): Promise<void> {
  const { databasePasswords } = JSON.parse(readFileSync(path.join(data, "secrets.json"), "utf8"));
  const port = Number(readFileSync(path.join(cluster, "postmaster.pid"), "utf8").split("\n")[3]);
  const login = { user: "touchstone", password: databasePasswords.owner, database: "touchstone" };
  const client = new pg.Client({ host: "127.0.0.1", port, ...login });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
