/**
 * Jobs of workers that were killed. The queue keeps what a worker had begun locked for four hours, since it cannot tell a
 * dead worker from a slow one; the database can: each worker holds a lock of its session by its name, which ends with it.
 */
import type { Sql } from "#lib/server/log-store/sql.ts";

/** Class of the advisory locks, beside those of the sequencer. */
const CLASS = 9_174;

/** Says that the worker of this name (of its pool, by which the queue locks) lives, for as long as the session does. */
export async function markAlive(session: Sql, worker: string): Promise<void> {
  await session.query("SELECT pg_advisory_lock_shared($1, hashtext($2))", [CLASS, worker]);
}

/** Names of dead workers whose jobs are free again. */
export async function freeLocksOfTheDead(session: Sql): Promise<string[]> {
  const { rows } = await session.query<{ worker: string }>(
    `SELECT worker FROM (
        SELECT locked_by AS worker FROM graphile_worker._private_job_queues
        UNION SELECT locked_by FROM graphile_worker._private_jobs) AS begun
      WHERE worker IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = $1::int::oid
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND objid = (hashtext(worker)::bigint & 4294967295)::oid)`,
    [CLASS],
  );
  const dead = rows.map(({ worker }) => worker);
  if (dead.length > 0) await session.query("SELECT graphile_worker.force_unlock_workers($1::text[])", [dead]);
  return dead;
}
