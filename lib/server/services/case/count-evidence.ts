import type { EvidenceFigures } from "#lib/contract/cases.ts";
import type { AsOf } from "#lib/contract/common.ts";
import type { Ctx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";

type Row = {
  claim: string;
  state: string;
  verdict: string | null;
  reason: string | null;
  is_late: boolean;
  reports: string;
};

/** Errors: `gone`. */
export async function countEvidence(ctx: Ctx, pin?: number): Promise<{ data: EvidenceFigures; as_of: AsOf }> {
  const asOf = await resolveAsOf(ctx, pin);
  const { rows } = await ctx.pool.query<Row>(
    `SELECT f->>'claim' AS claim, f->'verdict'->>'verdict' AS verdict, f->'verdict'->>'reason' AS reason,
            CASE WHEN f->>'state' = 'proven' AND f->>'rulesAt' <= $2 THEN 'ruled' ELSE f->>'state' END AS state,
            coalesce(f->>'judgedAt', $2) > f->>'verdictBy' AS is_late, count(*) AS reports
       FROM (SELECT form::jsonb AS f FROM aggregate_version
              WHERE kind = 'case' AND from_size <= $1 AND (to_size IS NULL OR to_size > $1)) AS cases
      GROUP BY 1, 2, 3, 4, 5`,
    [asOf.size, asOf.time],
  );
  const sum = (isCounted: (row: Row) => boolean) =>
    rows.filter(isCounted).reduce((total, { reports }) => total + Number(reports), 0);
  const by = (member: "claim" | "state" | "verdict") =>
    Object.fromEntries(
      [...new Set(rows.flatMap((row) => row[member] ?? []))]
        .sort()
        .map((name) => [name, sum((row) => row[member] === name)]),
    );
  const judged = sum(({ verdict }) => verdict !== null);
  const unattestable = sum(({ reason }) => reason === "unattestable");
  const data: EvidenceFigures = {
    reports: sum(() => true),
    judged,
    by_verdict: by("verdict"),
    by_claim: by("claim"),
    by_state: by("state"),
    unattestable,
    unattestable_rate: judged === 0 ? null : unattestable / judged,
    late_verdicts: sum(({ is_late }) => is_late),
    joined: sum(({ state }) => state === "duplicate"),
  };
  return { data, as_of: asOf };
}
