/** Reports that were not judged by the time that this index promises: its own lateness. */
import type { LateVerdicts } from "#lib/contract/status.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import type { Ctx } from "../context.ts";

type Row = {
  id: string;
  filed_in: string;
  verdict_by: string;
  judged_at: string | null;
  late: string;
  open: string;
};

/** The open ones, oldest first, then the newest of the rest; `limit` in all. `now` as for promises. */
export async function readLateVerdicts(ctx: Ctx, limit: number): Promise<LateVerdicts> {
  const { head } = await ctx.follower.know();
  const now = ctx.publicKeys.clock === "simulated" ? head.now : asInstant(Math.max(head.now, ctx.clock()));
  const [filed, { rows }] = await Promise.all([
    ctx.pool.query<{ count: string }>(
      "SELECT count(*) AS count FROM aggregate_version WHERE kind = 'case' AND to_size IS NULL",
    ),
    ctx.pool.query<Row>(
      `SELECT *, count(*) OVER () AS late, count(*) FILTER (WHERE judged_at IS NULL) OVER () AS open
         FROM (SELECT f->>'id' AS id, f->>'filedIn' AS filed_in, f->>'verdictBy' AS verdict_by,
                      f->>'judgedAt' AS judged_at
                 FROM (SELECT form::jsonb AS f FROM aggregate_version
                        WHERE kind = 'case' AND to_size IS NULL) AS forms) AS cases
        WHERE coalesce(judged_at, $1) > verdict_by
        ORDER BY judged_at IS NOT NULL,
                 CASE WHEN judged_at IS NULL THEN filed_in::bigint ELSE -filed_in::bigint END LIMIT $2`,
      [formatInstant(now), limit],
    ),
  ]);
  return {
    reports: Number(filed.rows[0]?.count ?? 0),
    late: Number(rows[0]?.late ?? 0),
    open: Number(rows[0]?.open ?? 0),
    latest: rows.map(({ id, filed_in, verdict_by, judged_at }) => ({
      case: id,
      filed_in: Number(filed_in),
      verdict_by,
      judged_at,
    })),
  };
}
