import type { AsOf } from "#lib/contract/common.ts";
import {
  type CountedReports,
  countedBars,
  DISPUTE_DAYS,
  type DisputesView,
  disputesOf,
} from "#lib/contract/dispute-behaviour.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { activeModel, marksInputOf } from "#lib/state/marks/marks-input.ts";
import type { ReadCtx } from "../context.ts";
import { newestPlace } from "../marks/day-place.ts";
import { readMarksView } from "../marks/read-marks-view.ts";
import { remember } from "../marks/remember.ts";
import { getProvider } from "../provider/get-provider.ts";
import { unclaimedIdsOf } from "./unclaimed-ids.ts";

type Answer = { readonly data: DisputesView; readonly as_of: AsOf };

/** Errors: `not-found`. */
export function getDisputes(ctx: ReadCtx, id: string): Promise<Answer> {
  return remember(ctx, `disputes ${id}`, async () => {
    const { data, as_of } = await getProvider(ctx, id);
    return { data: await readDisputes(ctx, data.form, as_of), as_of };
  });
}

async function readDisputes(ctx: ReadCtx, form: ProviderForm, asOf: AsOf): Promise<DisputesView> {
  const since = Date.parse(asOf.time) - DISPUTE_DAYS * DAY_MS;
  const [cases, bars] = await Promise.all([countCases(ctx, form, asOf.size, since), readBars(ctx, form.id, asOf)]);
  return { id: form.id, ...disputesOf(cases, bars, formatInstant(asInstant(since)).slice(0, 10)) };
}

/** Reports that are open, and those that stand against it, of all up to a size. */
export async function countReports(ctx: ReadCtx, form: ProviderForm, { size }: AsOf): Promise<DisputesView["ever"]> {
  return disputesOf(await countCases(ctx, form, size, 0), null, "").ever;
}

type Counted = Omit<CountedReports, "reports"> & { readonly reports: string };

/** At a size, of the provider and of the profiles that were opened against its keys. `since` in ms. */
async function countCases(ctx: ReadCtx, form: ProviderForm, size: number, since: number): Promise<CountedReports[]> {
  const ids = [form.id, ...(await unclaimedIdsOf(ctx, form, size))];
  const { rows } = await ctx.pool.query<Counted>(
    `SELECT c.state, c.verdict, c.finding, e.logged_at_ms >= $3 AS "isRecent", count(*) AS reports
       FROM case_row c JOIN log_entry e ON e.index = c.filed_in
      WHERE c.provider = ANY($1::text[]) AND c.from_size <= $2 AND (c.to_size IS NULL OR c.to_size > $2)
      GROUP BY 1, 2, 3, 4`,
    [ids, size, since],
  );
  return rows.map(({ reports, ...one }) => ({ ...one, reports: Number(reports) }));
}

/** What counted for and against it; null where nothing is rated. */
async function readBars(ctx: ReadCtx, id: ProviderId, asOf: AsOf) {
  const place = await newestPlace(ctx, asOf);
  const { view } = await readMarksView(ctx, id, place);
  const active = activeModel(view);
  if (active.state !== "known") return null;
  const input = marksInputOf(view, id, asInstant(place.day * DAY_MS), active.model);
  return input === undefined ? null : countedBars(input.items, active.model, place.day);
}
