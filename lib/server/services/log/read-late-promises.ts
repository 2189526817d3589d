/** Promises whose moment passed before the statement stood in the log: those still open first, kept after all or not. */
import type { LatePromises, LatePromiseView } from "#lib/contract/status.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { addMs, asInstant, formatInstant, type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import { HARD_WITHIN_SECONDS } from "#lib/log/promise.ts";
import type { Ctx } from "../context.ts";

type LateRow = {
  statement_hash: Buffer;
  received_at_ms: string;
  include_by_ms: string;
  index: string | null;
  logged_at_ms: string | null;
  late: string;
  open: string;
  overdue: string;
};

/**
 * The open ones, oldest first, then the newest of those kept too late; `limit` in all. `now` is the sequencer's clock, or
 * the machine's where that has stopped: a sequencer that is away keeps no promise either.
 */
export async function readLatePromises(ctx: Ctx, limit: number): Promise<LatePromises> {
  const { head } = await ctx.follower.know();
  const now = ctx.publicKeys.clock === "simulated" ? head.now : asInstant(Math.max(head.now, ctx.clock()));
  const [given, waiting, { rows }] = await Promise.all([
    ctx.pool.query<{ count: string }>("SELECT count(*) AS count FROM promise"),
    ctx.pool.query<{ oldest: string | null }>("SELECT min(received_at_ms) AS oldest FROM inbox"),
    ctx.pool.query<LateRow>(
      `SELECT p.statement_hash, p.received_at_ms, p.include_by_ms, e.index, e.logged_at_ms, count(*) OVER () AS late,
              count(*) FILTER (WHERE e.index IS NULL) OVER () AS open,
              count(*) FILTER (WHERE e.index IS NULL AND p.received_at_ms + $3 < $1) OVER () AS overdue
         FROM promise p LEFT JOIN log_entry e USING (statement_hash)
        WHERE p.include_by_ms < coalesce(e.logged_at_ms, $1)
        ORDER BY e.index IS NOT NULL, CASE WHEN e.index IS NULL THEN p.include_by_ms ELSE -p.include_by_ms END LIMIT $2`,
      [now, limit, HARD_WITHIN_SECONDS * SECOND_MS],
    ),
  ]);
  const oldest = waiting.rows[0]?.oldest ?? null;
  return {
    given: Number(given.rows[0]?.count ?? 0),
    late: Number(rows[0]?.late ?? 0),
    open: Number(rows[0]?.open ?? 0),
    overdue: Number(rows[0]?.overdue ?? 0),
    oldest_waiting: oldest === null ? null : timeOf(oldest),
    latest: rows.map(viewOf),
  };
}

function viewOf(row: LateRow): LatePromiseView {
  return {
    statement_hash: hexEncode(row.statement_hash),
    received_at: timeOf(row.received_at_ms),
    include_by: timeOf(row.include_by_ms),
    hard_by: formatInstant(addMs(receivedSecond(row), HARD_WITHIN_SECONDS * SECOND_MS)),
    index: row.index === null ? null : Number(row.index),
    logged_at: row.logged_at_ms === null ? null : timeOf(row.logged_at_ms),
  };
}

/** The note counts whole seconds. */
function receivedSecond({ received_at_ms }: LateRow): Instant {
  return asInstant(Math.floor(Number(received_at_ms) / SECOND_MS) * SECOND_MS);
}

function timeOf(ms: string): string {
  return formatInstant(asInstant(Number(ms)));
}
