/** Who shares whose fate, at a size. */
import type { ProviderId } from "#lib/kernel/ids.ts";
import { ratedOf } from "#lib/reputation/marks.ts";
import type { ReadCtx } from "../context.ts";
import { newestPlace } from "../marks/day-place.ts";
import { type MarksAt, marksAt } from "../marks/marks-at.ts";
import { parseForm } from "../state/projected-forms.ts";

export type Cluster = {
  readonly id: ProviderId;
  readonly members: readonly ProviderId[];
  readonly highs: readonly number[];
};

/** By each member; `highs`: upper ends (ppm) of all members that are rated. */
export async function readClusters(ctx: ReadCtx, size: number): Promise<ReadonlyMap<ProviderId, Cluster>> {
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
  const highOf = (at: MarksAt | undefined) => (at === undefined ? [] : [ratedOf(at.marks).band.high]);
  return new Map(
    forms.flatMap(({ id, members }) => {
      const cluster: Cluster = { id, members, highs: members.flatMap((member) => highOf(marks.get(member))) };
      return members.map((member): [ProviderId, Cluster] => [member, cluster]);
    }),
  );
}
