import type { Instant } from "#lib/kernel/instant.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";

/** Says that a process without an address works: `/status` shows how long ago. Never goes back. */
export async function recordBeat(sql: Sql, process: string, now: Instant): Promise<void> {
  await sql.query(
    `INSERT INTO process_beat (process, seen_at_ms) VALUES ($1, $2)
     ON CONFLICT (process) DO UPDATE SET seen_at_ms = greatest(process_beat.seen_at_ms, excluded.seen_at_ms)`,
    [process, now],
  );
}
