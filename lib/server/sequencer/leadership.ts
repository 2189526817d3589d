/**
 * Who writes. A session lock makes a standby wait; the epoch in the head row is what fences: every transaction of a
 * leader is guarded by `epoch = mine`, so that one that slept through its replacement writes nothing.
 */
import { setTimeout as delay } from "node:timers/promises";
import { LEADER_LOCK, LEADER_LOCK_HELD } from "#lib/server/log-store/leader-lock.ts";
import { HEAD_COLUMNS, type Head, headOfRow } from "#lib/server/log-store/read-head.ts";
import { inTransaction, type Sql } from "#lib/server/log-store/sql.ts";
import type { LeaderWatch } from "./leader-beat.ts";
import { Fenced } from "./signing-refused.ts";

export const STANDBY_LOOK_MS = 250;

/** Raises the epoch: from here on every earlier leader is fenced. The lock must be held, or be asked for after. */
export async function raiseEpoch(sql: Sql): Promise<Head> {
  const { rows } = await sql.query<Parameters<typeof headOfRow>[0] & object>(
    `UPDATE log_head SET epoch = epoch + 1 WHERE id = 1 RETURNING ${HEAD_COLUMNS}`,
  );
  return headOfRow(rows[0]);
}

/** Tries to take the session lock; it is given back when the connection ends. */
export async function tryLock(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query<{ locked: boolean }>("SELECT pg_try_advisory_lock($1, $2) AS locked", [
    ...LEADER_LOCK,
  ]);
  return rows[0]?.locked === true;
}

/**
 * Takes the leadership from whoever has it and answers the head. First it fences, then waits: a leader gives its lock
 * back when it finds that its epoch is gone, and those who wait here get it before those who only look now and then.
 */
export async function takeOver(sql: Sql): Promise<Head> {
  await raiseEpoch(sql);
  await sql.query("SELECT pg_advisory_lock($1, $2)", [...LEADER_LOCK]);
  return await raiseEpoch(sql);
}

/**
 * Waits as standby until this connection holds the lock, then raises the epoch. Ends the session of a leader who has
 * been silent for too long: a stopped process keeps its lock, but not its epoch. Rejects when `signal` aborts.
 */
export async function takeLeadership(
  sql: Sql,
  options: { watch: LeaderWatch; signal: AbortSignal; onStandby: () => void },
): Promise<Head> {
  let standing = false;
  while (!(await tryLock(sql))) {
    if (!standing) options.onStandby();
    standing = true;
    if (options.watch.isSilentNow()) await endLeaderSession(sql);
    await delay(STANDBY_LOOK_MS, undefined, { signal: options.signal });
  }
  return await raiseEpoch(sql);
}

async function endLeaderSession(sql: Sql): Promise<void> {
  await sql.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE ${LEADER_LOCK_HELD} AND pid <> pg_backend_pid()`,
    [...LEADER_LOCK],
  );
}

/** One transaction that holds the head row and is rolled back with {@link Fenced} unless this epoch leads. */
export async function asLeader<T>(sql: Sql, epoch: number, what: string, work: () => Promise<T>): Promise<T> {
  return await inTransaction(sql, async () => {
    const { rowCount } = await sql.query("SELECT 1 FROM log_head WHERE id = 1 AND epoch = $1 FOR UPDATE", [epoch]);
    if (rowCount !== 1) throw new Fenced(what);
    return await work();
  });
}
