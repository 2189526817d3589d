/**
 * Connections to PostgreSQL by plain pg. Every pool has time limits, so that a hung database turns into an error.
 * 64-bit integers come back as numbers (indices, sizes and milliseconds stay far below 2^53), bytea as Uint8Array.
 */
import pg from "pg";

export type PoolOptions = {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  readonly max?: number;
  /** Preset 15 s: the longest a request may live is 30 s. */
  readonly statementTimeoutMs?: number;
};

const INT8_OID = 20;

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`64-bit integer beyond 2^53: ${text}`);
  return value;
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    oid === INT8_OID && format !== "binary" ? parseInt8 : pg.types.getTypeParser(oid, format ?? "text"),
};

/** Connection settings shared by pools and single clients (LISTEN needs one of its own). */
export function connectionConfig(options: PoolOptions): pg.ClientConfig {
  const statementTimeoutMs = options.statementTimeoutMs ?? 15_000;
  return {
    connectionString: options.url,
    application_name: options.name,
    types,
    connectionTimeoutMillis: 5_000,
    statement_timeout: statementTimeoutMs,
    lock_timeout: Math.min(10_000, statementTimeoutMs),
    idle_in_transaction_session_timeout: 30_000,
    query_timeout: statementTimeoutMs + 5_000,
    keepAlive: true,
  };
}

export function makePool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({ ...connectionConfig(options), max: options.max ?? 10, idleTimeoutMillis: 30_000 });
  // An idle connection that the server cuts (restart, failover) is replaced by the next checkout; it is not a bug.
  pool.on("error", () => undefined);
  return pool;
}

type Registry = Map<string, pg.Pool>;
const holder: typeof globalThis & { __touchstonePools?: Registry } = globalThis;

/**
 * The process's pool of that name and database, made at first use. Kept on globalThis, since Next bundles this module more than
 * once and each copy would open its own connections.
 */
export function sharedPool(options: PoolOptions): pg.Pool {
  holder.__touchstonePools ??= new Map();
  const pools = holder.__touchstonePools;
  // A process with two databases, as tests have, must not write into the wrong one.
  const key = `${options.name} ${options.url}`;
  let pool = pools.get(key);
  if (!pool) {
    pool = makePool(options);
    pools.set(key, pool);
  }
  return pool;
}

/** Ends all shared pools (clean stop of a process). */
export async function endSharedPools(): Promise<void> {
  const pools = [...(holder.__touchstonePools?.values() ?? [])];
  holder.__touchstonePools?.clear();
  await Promise.all(pools.map((pool) => pool.end()));
}
