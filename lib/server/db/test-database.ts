/**
 * Databases for tests: one embedded PostgreSQL for a vitest run (see test-cluster.ts), and for each test file a fresh
 * database copied from a migrated template in about 50 ms.
 */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { roleUrl } from "./roles.ts";

/** What the global setup gives to the tests. */
export type TestCluster = {
  /** Superuser URL on database `postgres`. */
  readonly url: string;
  readonly template: string;
  readonly passwords: { readonly web: string; readonly seq: string; readonly worker: string };
};

declare module "vitest" {
  interface ProvidedContext {
    testCluster: TestCluster;
  }
}

export type TestDatabase = {
  readonly name: string;
  /** Connection URLs on the fresh database, one for each role. */
  readonly urls: { readonly owner: string; readonly web: string; readonly seq: string; readonly worker: string };
  readonly drop: () => Promise<void>;
};

/** One connection for that work. */
export async function asAdmin<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A fresh migrated database on the run's cluster. Drop it, or call freshDatabase, which drops it. */
export async function makeTestDatabase(cluster: TestCluster = inject("testCluster")): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await asAdmin(cluster.url, async (client) => {
    // Two files may copy the template at once; the copy itself needs it to be without connections, which it is.
    // Copied as files: the other way writes every page of it into the write-ahead log first.
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${cluster.template} STRATEGY file_copy`);
    await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${name} TO ts_web, ts_seq, ts_worker`);
  });
  const owner = new URL(cluster.url);
  owner.pathname = `/${name}`;
  const { web, seq, worker } = cluster.passwords;
  return {
    name,
    urls: {
      owner: owner.href,
      web: roleUrl(owner.href, { name: "ts_web", password: web }),
      seq: roleUrl(owner.href, { name: "ts_seq", password: seq }),
      worker: roleUrl(owner.href, { name: "ts_worker", password: worker }),
    },
    drop: () => asAdmin(cluster.url, async (client) => void (await client.query(`DROP DATABASE ${name} WITH (FORCE)`))),
  };
}

/** For the top of a test file: `const database = await freshDatabase()`; dropped after the file. */
export async function freshDatabase(): Promise<TestDatabase> {
  const database = await makeTestDatabase();
  afterAll(() => database.drop());
  return database;
}
