import type { AsOf } from "#lib/contract/common.ts";
import type { UnclaimedForm } from "#lib/state/case/case-forms.ts";
import type { Ctx } from "../context.ts";
import { parseForm } from "../state/projected-forms.ts";

export type StandingUnclaimed = { readonly form: UnclaimedForm; readonly cases: number };

const MOST = 50;

/**
 * Providers that nobody has claimed, with at least one case that was taken up: a report that does not hold puts nobody's
 * key on a list. Most cases first.
 */
export async function listStandingUnclaimed(ctx: Ctx, { size }: AsOf): Promise<StandingUnclaimed[]> {
  const { rows } = await ctx.pool.query<{ form: string; cases: string }>(
    `SELECT u.form, count(*) AS cases FROM aggregate_version u JOIN case_row c
         ON c.from_size <= $1 AND (c.to_size IS NULL OR c.to_size > $1)
        AND c.provider = u.form::jsonb->>'id' AND c.state NOT IN ('filed', 'inadmissible')
      WHERE u.kind = 'unclaimed' AND u.from_size <= $1 AND (u.to_size IS NULL OR u.to_size > $1)
        AND u.form::jsonb->>'claimedIn' IS NULL
      GROUP BY u.form ORDER BY count(*) DESC, u.form LIMIT $2`,
    [size, MOST],
  );
  return rows.flatMap((row) => {
    const form = parseForm(row.form);
    return form.aggregate === "unclaimed" ? [{ form, cases: Number(row.cases) }] : [];
  });
}
