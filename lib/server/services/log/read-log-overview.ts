import type { AsOf } from "#lib/contract/common.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import type { Ctx } from "../context.ts";
import { resolveAsOf } from "./as-of.ts";

/** A signed head: `signed_at_ms` by the sequencer's clock. */
export type CheckpointView = { readonly size: number; readonly root: string; readonly signed_at_ms: number };

export type LogOverview = {
  readonly as_of: AsOf;
  readonly latest: (CheckpointView & { readonly note: string }) | undefined;
  /** "ok", or why the index signs nothing; `detail` is a sentence. */
  readonly health: { readonly code: string; readonly detail: string };
  /** How many entries there were at some moments, ascending: at most {@link POINTS}, exact at each of them. */
  readonly growth: readonly { readonly t: number; readonly count: number }[];
};

const POINTS = 48;

/** What `/log` shows about the log as a whole. Three reads by primary key. */
export async function readLogOverview(ctx: Ctx): Promise<LogOverview> {
  const asOf = await resolveAsOf(ctx, undefined);
  const { head } = await ctx.follower.know();
  const checkpoints = await ctx.pool.query<{ size: string; root: Buffer; note: string; signed_at_ms: string }>(
    "SELECT size, root, note, signed_at_ms FROM log_checkpoint ORDER BY size DESC LIMIT 1",
  );
  const views = checkpoints.rows.map((row) => ({
    size: Number(row.size),
    root: hexEncode(row.root),
    note: row.note,
    signed_at_ms: Number(row.signed_at_ms),
  }));
  const counts = await ctx.pool.query<{ index: string; logged_at_ms: string }>(
    "SELECT index, logged_at_ms FROM log_entry WHERE index = ANY($1::bigint[]) ORDER BY index",
    [samplesOf(asOf.size)],
  );
  const latest = views[0];
  return {
    as_of: asOf,
    latest,
    health: { code: head.health, detail: head.healthDetail },
    growth: counts.rows.map((row) => ({ t: Number(row.logged_at_ms), count: Number(row.index) + 1 })),
  };
}

/** Evenly spaced indices from the first to the last entry: log time never decreases, so they are a curve over time. */
function samplesOf(size: number): number[] {
  if (size <= POINTS) return Array.from({ length: size }, (_, index) => index);
  return Array.from({ length: POINTS }, (_, at) => Math.round((at * (size - 1)) / (POINTS - 1)));
}
