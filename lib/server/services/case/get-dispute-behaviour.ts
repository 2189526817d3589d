import type { AsOf } from "#lib/contract/common.ts";
import { type CountedReports, DISPUTE_DAYS, type DisputesView, disputesOf } from "#lib/contract/dispute-behaviour.ts";
import type { ProviderMarksView } from "#lib/contract/marks.ts";
import { asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import type { Ctx } from "../context.ts";
import { getMarks } from "../marks/get-marks.ts";
import { remember } from "../marks/remember.ts";
import { getProvider } from "../provider/get-provider.ts";
import { isServiceError } from "../service-error.ts";
import { unclaimedIdsOf } from "./unclaimed-ids.ts";

type Answer = { readonly data: DisputesView; readonly as_of: AsOf };

/** Errors: `not-found`. */
export function getDisputes(ctx: Ctx, id: string): Promise<Answer> {
  return remember(ctx, `disputes ${id}`, async () => {
    const { data, as_of } = await getProvider(ctx, id);
    return { data: await readDisputes(ctx, data.form, as_of), as_of };
  });
}

async function readDisputes(ctx: Ctx, form: ProviderForm, asOf: AsOf): Promise<DisputesView> {
  const since = Date.parse(asOf.time) - DISPUTE_DAYS * DAY_MS;
  const [cases, bars] = await Promise.all([countCases(ctx, form, asOf.size, since), readBars(ctx, form.id)]);
  return { id: form.id, ...disputesOf(cases, bars, formatInstant(asInstant(since)).slice(0, 10)) };
}

/** Reports that are open, and those that stand against it, of all up to a size. */
export async function countReports(ctx: Ctx, form: ProviderForm, { size }: AsOf): Promise<DisputesView["ever"]> {
  return disputesOf(await countCases(ctx, form, size, 0), null, "").ever;
}

type Counted = Omit<CountedReports, "reports"> & { readonly reports: string };

/** At a size, of the provider and of the profiles that were opened against its keys. `since` in ms. */
async function countCases(ctx: Ctx, form: ProviderForm, size: number, since: number): Promise<CountedReports[]> {
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
async function readBars(ctx: Ctx, id: string): Promise<ProviderMarksView["conduct"]["bars"] | null> {
  try {
    return (await getMarks(ctx, id)).data.conduct.bars;
  } catch (error) {
    if (isServiceError(error) && error.code === "no-model") return null;
    throw error;
  }
}
