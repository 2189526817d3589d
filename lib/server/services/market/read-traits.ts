/** What providers say of themselves that others say, too, as it stood at a size. */
import { traitCounts } from "#lib/contract/in-common.ts";
import type { Said } from "#lib/disclosure/traits.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import type { ReadCtx } from "../context.ts";
import { remember } from "../marks/remember.ts";

const AT = "from_size <= $1 AND (to_size IS NULL OR to_size > $1)";

/** By id. */
export async function readSaid(
  ctx: Pick<ReadCtx, "pool">,
  ids: readonly string[],
  size: number,
): Promise<ReadonlyMap<ProviderId, Said>> {
  const { rows } = await ctx.pool.query<Said & { id: ProviderId }>(
    `SELECT id, jurisdiction, build FROM provider_row WHERE ${AT} AND id = ANY($2::text[])`,
    [size, ids],
  );
  return new Map(rows.map(({ id, jurisdiction, build }) => [id, { jurisdiction, build }]));
}

/** How many say so, by the trait's name. */
export function countTraits(ctx: ReadCtx, size: number): Promise<ReadonlyMap<string, number>> {
  return remember(ctx, `traits ${size}`, async () => {
    const { rows } = await ctx.pool.query<Said & { providers: string }>(
      `SELECT jurisdiction, build, count(*) AS providers FROM provider_row
        WHERE ${AT} AND (jurisdiction IS NOT NULL OR build IS NOT NULL) GROUP BY 1, 2`,
      [size],
    );
    return traitCounts(rows.map((row) => ({ ...row, providers: Number(row.providers) })));
  });
}
