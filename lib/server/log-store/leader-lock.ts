/** The session lock by which one sequencer leads, and the others stand by. */
import type { Sql } from "./sql.ts";

/** Two-key advisory lock: "ts", sequencer. */
export const LEADER_LOCK = [0x7473, 1] as const;

/** Rows of `pg_locks` that are this lock, held in this database; its values are $1 and $2. */
export const LEADER_LOCK_HELD = `locktype = 'advisory' AND classid = $1::int8::oid AND objid = $2::int8::oid AND objsubid = 2
  AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** Whether some sequencer leads: one that was stopped in the middle of its work still seems to, until another takes over. */
export async function hasLeader(sql: Sql): Promise<boolean> {
  const { rowCount } = await sql.query(`SELECT 1 FROM pg_locks WHERE ${LEADER_LOCK_HELD}`, [...LEADER_LOCK]);
  return rowCount !== 0;
}
