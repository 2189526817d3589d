/** Marks at a place of the log: as the projector wrote them, or computed where it wrote those of a later state. */
import { hexEncode } from "#lib/kernel/base.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import { type Marks, marksDigest } from "#lib/reputation/marks.ts";
import { marksOfProvider } from "#lib/state/marks/marks-input.ts";
import type { ReadCtx } from "../context.ts";
import type { DayPlace } from "./day-place.ts";
import { readMarksView } from "./read-marks-view.ts";

export type MarksAt = { readonly marks: Marks; readonly digest: string; readonly size: number };

type Row = { provider: string; day: number; size: string; form: string; digest: Buffer };

/** Those of these providers that were rated there. */
export async function marksAt(
  ctx: ReadCtx,
  ids: readonly ProviderId[],
  { day, size }: DayPlace,
): Promise<ReadonlyMap<ProviderId, MarksAt>> {
  const asked = [...new Set(ids)];
  if (asked.length === 0) return new Map();
  const { rows } = await ctx.pool.query<Row>(
    `SELECT found.* FROM unnest($1::text[]) AS asked (id) CROSS JOIN LATERAL (
       SELECT provider, day, size, form, digest FROM mark_row
        WHERE provider = asked.id AND day <= $2 ORDER BY day DESC LIMIT 1) AS found`,
    [asked, day],
  );
  const found = await Promise.all(
    rows.map(async ({ provider, ...row }): Promise<[ProviderId, MarksAt][]> => {
      // The key of a row is the provider's id.
      const id = provider as ProviderId;
      if (row.day === day && Number(row.size) <= size) {
        const marks: Marks = JSON.parse(row.form);
        return [[id, { marks, digest: hexEncode(row.digest), size: Number(row.size) }]];
      }
      const marks = await computeMarks(ctx, id, { day, size });
      return marks === undefined ? [] : [[id, { marks, digest: marksDigest(marks), size }]];
    }),
  );
  return new Map(found.flat());
}

async function computeMarks(ctx: ReadCtx, id: ProviderId, place: DayPlace): Promise<Marks | undefined> {
  const { view } = await readMarksView(ctx, id, place);
  return marksOfProvider(view, id, asInstant(place.day * DAY_MS));
}

/** Tiers of everybody who is rated there, by provider. */
export async function tiersAt(ctx: ReadCtx, { day, size }: DayPlace): Promise<ReadonlyMap<ProviderId, Marks["tier"]>> {
  const { rows } = await ctx.pool.query<{ provider: ProviderId; size: string; tier: Marks["tier"] }>(
    "SELECT provider, size, form::json ->> 'tier' AS tier FROM mark_row WHERE day = $1",
    [day],
  );
  const later = rows.filter((row) => Number(row.size) > size).map(({ provider }) => provider);
  const computed = await marksAt(ctx, later, { day, size });
  const tiers = new Map(rows.map(({ provider, tier }) => [provider, tier]));
  for (const id of later) tiers.delete(id);
  for (const [id, { marks }] of computed) tiers.set(id, marks.tier);
  return tiers;
}
