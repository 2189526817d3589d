/** Reports that were not judged by the time that this index promises: its own lateness. */
import type { LateVerdicts } from "#lib/contract/status.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import type { Ctx } from "../context.ts";

type Counts = { reports: string; late: string; open: string };
type Row = { id: string; filed_in: string; verdict_by: string; judged_at: string | null };

/** The open ones, oldest first, then the newest of the rest; `limit` in all. `now` as for promises. */
export async function readLateVerdicts(ctx: Ctx, limit: number): Promise<LateVerdicts> {
  const { head } = await ctx.follower.know();
  const now = ctx.publicKeys.clock === "simulated" ? head.now : asInstant(Math.max(head.now, ctx.clock()));
  const overdue = "to_size IS NULL AND judged_at IS NULL AND verdict_by < $1";
  const columns = "id, filed_in, verdict_by, judged_at";
  const [counts, { rows }] = await Promise.all([
    ctx.pool.query<Counts>(
      `SELECT coalesce(sum(reports), 0) AS reports, coalesce(sum(reports) FILTER (WHERE late), 0) AS late,
              (SELECT count(*) FROM case_row WHERE ${overdue}) AS open FROM case_count`,
      [formatInstant(now)],
    ),
    ctx.pool.query<Row>(
      `SELECT * FROM (
         (SELECT ${columns} FROM case_row WHERE ${overdue} ORDER BY verdict_by LIMIT $2)
         UNION ALL
         (SELECT ${columns} FROM case_row WHERE to_size IS NULL AND judged_at > verdict_by
           ORDER BY judged_at DESC LIMIT $2)) AS late
        ORDER BY judged_at DESC NULLS FIRST, verdict_by LIMIT $2`,
      [formatInstant(now), limit],
    ),
  ]);
  const open = Number(counts.rows[0]?.open ?? 0);
  return {
    reports: Number(counts.rows[0]?.reports ?? 0),
    late: Number(counts.rows[0]?.late ?? 0) + open,
    open,
    latest: rows.map(({ id, filed_in, verdict_by, judged_at }) => ({
      case: id,
      filed_in: Number(filed_in),
      verdict_by,
      judged_at,
    })),
  };
}
