import type { EvidenceFigures } from "#lib/contract/cases.ts";
import type { AsOf } from "#lib/contract/common.ts";
import type { Ctx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";

/** Empty texts: none. `is_late`: judged late, or not yet and overdue. */
type Row = {
  readonly claim: string;
  readonly state: string;
  readonly verdict: string;
  readonly reason: string;
  readonly is_late: boolean;
  readonly reports: number;
};

/** Errors: `gone`. */
export async function countEvidence(ctx: Ctx, pin?: number): Promise<{ data: EvidenceFigures; as_of: AsOf }> {
  const asOf = await resolveAsOf(ctx, pin);
  const rows = (await readCounts(ctx, asOf)) ?? (await countRows(ctx, asOf));
  const sum = (isCounted: (row: Row) => boolean) =>
    rows.filter(isCounted).reduce((total, { reports }) => total + reports, 0);
  const by = (member: "claim" | "state" | "verdict") =>
    Object.fromEntries(
      [...new Set(rows.map((row) => row[member]))]
        .sort()
        .map((name) => [name, sum((row) => row[member] === name)] as const)
        .filter(([name, count]) => name !== "" && count > 0),
    );
  const judged = sum(({ verdict }) => verdict !== "");
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

type Counted = Omit<Row, "reports"> & { readonly what: "count" | "due" | "overdue" | "size"; readonly reports: string };

/** From the projector's own counts, with what time alone has changed; undefined when they are of another size. */
async function readCounts(ctx: Ctx, { size, time }: AsOf): Promise<Row[] | undefined> {
  const { rows } = await ctx.pool.query<Counted>(COUNTS, [time]);
  const of = (what: Counted["what"]) => rows.filter((row) => row.what === what);
  if (Number(of("size")[0]?.reports) !== size) return undefined;
  const numbered = (row: Counted, sign: 1 | -1, change: Partial<Row>): Row => ({
    ...row,
    reports: sign * Number(row.reports),
    ...change,
  });
  return [
    ...of("count").map((row) => numbered(row, 1, {})),
    ...of("due").flatMap((row) => [numbered(row, -1, { state: "proven" }), numbered(row, 1, { state: "ruled" })]),
    ...of("overdue").flatMap((row) => [numbered(row, -1, { is_late: false }), numbered(row, 1, { is_late: true })]),
  ];
}

/** $1: the time. One statement, so that all of it is of one size. */
export const COUNTS = `
  SELECT 'count' AS what, claim, state, verdict, reason, late AS is_late, reports FROM case_count WHERE reports > 0
  UNION ALL
  SELECT 'due', claim, '', coalesce(verdict, ''), coalesce(reason, ''), judged_at > verdict_by, count(*) FROM case_row
   WHERE to_size IS NULL AND state = 'proven' AND rules_at <= $1 GROUP BY 2, 4, 5, 6
  UNION ALL
  SELECT 'overdue', claim, state, '', '', true, count(*) FROM case_row
   WHERE to_size IS NULL AND judged_at IS NULL AND verdict_by < $1 GROUP BY 2, 3
  UNION ALL
  SELECT 'size', '', '', '', '', false, size FROM projection WHERE id = 1`;

/** At an older size: every case is read, which is rare. */
async function countRows(ctx: Ctx, { size, time }: AsOf): Promise<Row[]> {
  const { rows } = await ctx.pool.query<Omit<Row, "reports"> & { reports: string }>(
    `SELECT claim, coalesce(verdict, '') AS verdict, coalesce(reason, '') AS reason,
            CASE WHEN state = 'proven' AND rules_at <= $2 THEN 'ruled' ELSE state END AS state,
            coalesce(judged_at, $2) > verdict_by AS is_late, count(*) AS reports
       FROM case_row WHERE from_size <= $1 AND (to_size IS NULL OR to_size > $1) GROUP BY 1, 2, 3, 4, 5`,
    [size, time],
  );
  return rows.map((row) => ({ ...row, reports: Number(row.reports) }));
}
