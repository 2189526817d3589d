/**
 * Notes a span in which this log published nothing, so that nobody's silence counts in it (ADR 0055). Whoever leads
 * again finds the last sign of work in the head row. No entry is stamped before the end of a noted span: an audit would
 * refute it.
 */
import { type Outage, SHORTEST_OUTAGE_MS } from "#lib/disclosure/heartbeat.ts";
import { asInstant, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { asLeader } from "./leadership.ts";

/** Undefined: the last sign of work is not older than ten minutes, or there was none yet. Throws Fenced. */
export async function noteOutage(sql: Sql, epoch: number, now: Instant): Promise<Outage | undefined> {
  return await asLeader(sql, epoch, "the outage", async () => {
    const { rows } = await sql.query<{ since: string }>(
      `SELECT greatest(worked_ms, last_logged_at_ms, (SELECT max(to_ms) FROM log_outage)) AS since
         FROM log_head WHERE id = 1`,
    );
    const since = Number(rows[0]?.since ?? 0);
    if (since === 0 || now - since <= SHORTEST_OUTAGE_MS) return undefined;
    await sql.query("INSERT INTO log_outage (from_ms, to_ms) VALUES ($1, $2)", [since, now]);
    await sql.query(
      "UPDATE log_head SET last_logged_at_ms = greatest(last_logged_at_ms, $1), worked_ms = greatest(worked_ms, $1) WHERE id = 1",
      [now],
    );
    return { from: formatInstant(asInstant(since)), to: formatInstant(now) };
  });
}
