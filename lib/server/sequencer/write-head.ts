/** What a leader says of itself in the head row. Each throws Fenced. */
import type { Health } from "#lib/server/log-store/read-head.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { Fenced } from "./signing-refused.ts";

/** The clock of a leader that refuses to sign. `now_ms` never goes back, though a machine's clock may. */
export async function writeHeartbeat(sql: Sql, epoch: number, nowMs: number): Promise<void> {
  const { rowCount } = await sql.query(
    "UPDATE log_head SET now_ms = greatest(now_ms, $2) WHERE id = 1 AND epoch = $1",
    [epoch, nowMs],
  );
  if (rowCount !== 1) throw new Fenced("the heartbeat");
}

/** The clock of a leader at work. */
export async function writeWorking(sql: Sql, epoch: number, nowMs: number): Promise<void> {
  const { rowCount } = await sql.query(
    `UPDATE log_head SET now_ms = greatest(now_ms, $2), worked_ms = greatest(worked_ms, $2)
      WHERE id = 1 AND epoch = $1`,
    [epoch, nowMs],
  );
  if (rowCount !== 1) throw new Fenced("the heartbeat");
}

/** Tells intake and pages. */
export async function writeHealth(sql: Sql, epoch: number, health: Health, detail: string): Promise<void> {
  const { rowCount } = await sql.query(
    "UPDATE log_head SET health = $2, health_detail = $3 WHERE id = 1 AND epoch = $1",
    [epoch, health, detail],
  );
  if (rowCount !== 1) throw new Fenced("the health");
}
