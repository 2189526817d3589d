import type { Ctx } from "../context.ts";

/** Providers registered at a size. */
export async function countProviders(ctx: Ctx, size: number): Promise<number> {
  const { rows } = await ctx.pool.query<{ count: string }>(
    `SELECT count(*) AS count FROM aggregate_version
      WHERE starts_with(key, 'provider:') AND from_size <= $1 AND (to_size IS NULL OR to_size > $1)`,
    [size],
  );
  return Number(rows[0]?.count ?? 0);
}
