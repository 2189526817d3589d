/**
 * The part of a PostgreSQL client that the log's readers and writers use. A pg Client or Pool is one; so is a test's
 * wrapper that fails the k-th call. Transactions need a single connection: never give {@link inTransaction} a pool.
 */
import type { QueryResultRow } from "pg";
import { asHash, type Hash } from "#lib/kernel/hash.ts";

export type SqlResult<Row> = { readonly rows: Row[]; readonly rowCount: number | null };

export type Sql = {
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<SqlResult<Row>>;
};

/**
 * Runs `work` in one transaction. Rolls back when it throws; when the rollback fails too (the connection is gone) the
 * first error is the one that counts. After an error at COMMIT the outcome is unknown: read the head again.
 */
export async function inTransaction<T>(sql: Sql, work: () => Promise<T>): Promise<T> {
  await sql.query("BEGIN");
  try {
    const value = await work();
    await sql.query("COMMIT");
    return value;
  } catch (error) {
    await sql.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

/** A 32-byte column as a plain hash: a Buffer would differ from one in comparisons and in JSON. */
export function hashOfColumn(bytes: Uint8Array): Hash {
  return asHash(new Uint8Array(bytes));
}
