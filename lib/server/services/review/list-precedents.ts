import type { PrecedentView } from "#lib/contract/review.ts";
import type { Ctx } from "../context.ts";

/** A screen of them; older rulings are found by words. */
const PRESET = 20;

export type PrecedentQuery = {
  readonly claim: string;
  readonly definition?: string | undefined;
  readonly q?: string | undefined;
  readonly without?: string | undefined;
  readonly limit?: number | undefined;
};

/** Those under the same definition first, then the newest. */
export async function listPrecedents(ctx: Ctx, query: PrecedentQuery): Promise<PrecedentView[]> {
  const { rows } = await ctx.pool.query<Omit<PrecedentView, "case"> & { case_id: string }>(PRECEDENTS, [
    query.claim,
    query.definition ?? "",
    query.q ?? "",
    query.without ?? "",
    query.limit ?? PRESET,
  ]);
  return rows.map(({ case_id, ...row }) => ({ case: case_id, ...row }));
}

/** Of a case only its last ruling: one that was replaced leads nobody. $1 claim, $2 definition, $3 words, $4 the case that asks, $5 rows. Empty texts: not asked. */
export const PRECEDENTS = `
  SELECT case_id, round, claim, definition, by, outcome, attribution, severity, at FROM precedent p
   WHERE claim = $1 AND case_id <> $4
     AND NOT EXISTS (SELECT 1 FROM precedent later WHERE later.case_id = p.case_id AND later.round > p.round)
     AND ($3 = '' OR EXISTS (SELECT 1 FROM review_seat s WHERE s.case_id = p.case_id AND s.round = p.round
            AND s.words <> '' AND to_tsvector('simple', s.words) @@ plainto_tsquery('simple', $3)))
   ORDER BY (definition IS NOT DISTINCT FROM $2) DESC, at DESC, case_id LIMIT $5`;
