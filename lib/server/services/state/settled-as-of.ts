import type { AsOf } from "#lib/contract/common.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import type { ReadCtx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { findStateRoot, sizeOfStateRoot } from "./state-proofs.ts";

/**
 * The newest size at which all that is answered can be proven: that of the newest logged state root, before the first the newest
 * size. Its time is the log time of that size's last entry, which no clock moves.
 */
export async function settledAsOf(ctx: ReadCtx): Promise<AsOf> {
  const newest = await resolveAsOf(ctx, undefined);
  const entry = await findStateRoot(ctx, newest.size);
  const size = entry === undefined ? newest.size : await sizeOfStateRoot(ctx, entry);
  const { rows } = await ctx.pool.query<{ at: string }>("SELECT logged_at_ms AS at FROM log_entry WHERE index = $1", [
    size - 1,
  ]);
  return { size, time: formatInstant(asInstant(Number(rows[0]?.at ?? 0))) };
}
