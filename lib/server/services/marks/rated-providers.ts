/** Providers with their marks in short: lists and single ones, as the API and the pages show them. */
import type { AsOf } from "#lib/contract/common.ts";
import { markSummaryOf } from "#lib/contract/mark-views.ts";
import type { MarkSummary } from "#lib/contract/marks.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { findModel } from "#lib/reputation/model.ts";
import type { Tier } from "#lib/reputation/tier.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { standingAt } from "#lib/state/marks/gate-facts.ts";
import type { ReadCtx } from "../context.ts";
import { decodeCursor, resolveAsOf } from "../log/as-of.ts";
import { getProvider, type Provider } from "../provider/get-provider.ts";
import { readClock } from "../provider/heartbeat-state.ts";
import { listProviders } from "../provider/list-providers.ts";
import type { ListQuery, Pin, Proven } from "../state/read-aggregates.ts";
import { newestPlace } from "./day-place.ts";
import { marksAt, tiersAt } from "./marks-at.ts";
import { remember } from "./remember.ts";

export type RatedProvider = Provider & { readonly marks: MarkSummary | null };

type Query = ListQuery & {
  readonly operator?: string | undefined;
  readonly kind?: ProviderForm["kind"] | undefined;
  readonly tier?: readonly Tier[] | undefined;
};

/** Of providers as they stand at a size, shut by the clock of the answer. Without those that no model rates. */
export async function summariesAt(
  ctx: ReadCtx,
  forms: readonly ProviderForm[],
  asOf: AsOf,
): Promise<ReadonlyMap<ProviderId, MarkSummary>> {
  const ids = forms.map(({ id }) => id);
  const [place, clock] = await Promise.all([newestPlace(ctx, asOf), readClock(ctx, asOf)]);
  const found = await marksAt(ctx, ids, place);
  const summaries = forms.flatMap((form): [ProviderId, MarkSummary][] => {
    const marks = found.get(form.id)?.marks;
    const model = marks && findModel(marks.model);
    if (marks === undefined || model === undefined) return [];
    return [[form.id, markSummaryOf(marks, model, standingAt(marks, form, clock).isShut)]];
  });
  return new Map(summaries);
}

/** Errors: `not-found`, `gone`. */
export function getRatedProvider(ctx: ReadCtx, id: string, pin?: Pin): Promise<Proven<RatedProvider>> {
  return remember(ctx, `rated ${id} ${pin ?? ""}`, async () => {
    const found = await getProvider(ctx, id, pin);
    const marks = await summariesAt(ctx, [found.data.form], found.as_of);
    return { ...found, data: { ...found.data, marks: marks.get(found.data.form.id) ?? null } };
  });
}

/** In id order. Errors: `gone`, `malformed` (cursor). */
export function listRatedProviders(ctx: ReadCtx, query: Query): Promise<RatedPage> {
  return remember(ctx, `rated list ${JSON.stringify(query)}`, () => readRatedPage(ctx, query));
}

type RatedPage = { data: RatedProvider[]; page: { next_cursor: string | null }; as_of: AsOf };

async function readRatedPage(ctx: ReadCtx, { tier, ...query }: Query): Promise<RatedPage> {
  const only = tier === undefined ? {} : { only: await ofTiers(ctx, query, tier) };
  const { data, page, as_of } = await listProviders(ctx, { ...query, ...only });
  const marks = await summariesAt(
    ctx,
    data.map(({ form }) => form),
    as_of,
  );
  return { data: data.map((row) => ({ ...row, marks: marks.get(row.form.id) ?? null })), page, as_of };
}

async function ofTiers(ctx: ReadCtx, query: ListQuery, tiers: readonly Tier[]): Promise<ProviderId[]> {
  const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
  const { size } = await resolveAsOf(ctx, cursor?.size ?? query.as_of);
  const all = await remember(ctx, `tiers ${size}`, async () => tiersAt(ctx, await newestPlace(ctx, { size })));
  return [...all].flatMap(([id, tier]) => (tiers.includes(tier) ? [id] : []));
}
