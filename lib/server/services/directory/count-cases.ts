/** Open and upheld cases by provider, of the reports that name it. */
import { type CountedReports, countedEver } from "#lib/contract/dispute-behaviour.ts";
import type { ReadCtx } from "../context.ts";

export type CaseCounts = { readonly open: number; readonly upheld: number };

type Counted = Omit<CountedReports, "reports" | "isRecent"> & { readonly provider: string; readonly reports: string };

/** At a size; of these providers, or of all. Who has none is left out. */
export async function countCases(
  ctx: Pick<ReadCtx, "pool">,
  size: number,
  ids?: readonly string[],
): Promise<ReadonlyMap<string, CaseCounts>> {
  const { rows } = await ctx.pool.query<Counted>(
    `SELECT provider, state, verdict, finding, count(*) AS reports FROM case_row
      WHERE from_size <= $1 AND (to_size IS NULL OR to_size > $1) AND ($2::text[] IS NULL OR provider = ANY($2))
      GROUP BY 1, 2, 3, 4`,
    [size, ids ?? null],
  );
  const byProvider = new Map<string, CountedReports[]>();
  for (const { provider, reports, ...row } of rows) {
    const known = byProvider.get(provider) ?? [];
    byProvider.set(provider, [...known, { ...row, isRecent: false, reports: Number(reports) }]);
  }
  return new Map([...byProvider].map(([provider, counted]) => [provider, countedEver(counted)]));
}
