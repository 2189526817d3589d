/** Who shares whose fate, at a size. */
import { type Clusters, clustersOf } from "#lib/contract/market-rows.ts";
import { ratedOf } from "#lib/reputation/marks.ts";
import type { ReadCtx } from "../context.ts";
import { newestPlace } from "../marks/day-place.ts";
import { marksAt } from "../marks/marks-at.ts";
import { parseForm } from "../state/projected-forms.ts";

/** By each member. */
export async function readClusters(ctx: ReadCtx, size: number): Promise<Clusters> {
  const { rows } = await ctx.pool.query<{ form: string }>(
    "SELECT form FROM aggregate_version WHERE starts_with(key, 'cluster:') AND from_size <= $1 AND (to_size IS NULL OR to_size > $1)",
    [size],
  );
  const forms = rows.flatMap(({ form: text }) => {
    const form = parseForm(text);
    return form.aggregate === "cluster" && form.members.length > 0 ? [form] : [];
  });
  const marks = await marksAt(
    ctx,
    forms.flatMap(({ members }) => members),
    await newestPlace(ctx, { size }),
  );
  return clustersOf(forms, (id) => {
    const at = marks.get(id);
    return at && ratedOf(at.marks).band.high;
  });
}
