import type { AsOf } from "#lib/contract/common.ts";
import { coveragesOf } from "#lib/contract/coverage-views.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { type ProviderForm, providerKey } from "#lib/state/forms.ts";
import type { ReadCtx } from "../context.ts";
import { type ListQuery, listAggregates } from "../state/read-aggregates.ts";
import type { Provider } from "./get-provider.ts";
import { heartbeatStateOf, readOutages } from "./heartbeat-state.ts";

type Query = ListQuery & {
  readonly operator?: string | undefined;
  readonly kind?: ProviderForm["kind"] | undefined;
  readonly only?: readonly ProviderId[];
};

/** Providers in id order; with `operator`, those of one participant; `only`: of these. Errors: `gone`, `malformed` (cursor). */
export async function listProviders(
  ctx: ReadCtx,
  query: Query,
): Promise<{ data: Provider[]; page: { next_cursor: string | null }; as_of: AsOf }> {
  const { operator, kind, only } = query;
  const contains = { ...(operator !== undefined && { operator }), ...(kind !== undefined && { kind }) };
  const { data, page, as_of } = await listAggregates(ctx, "provider", query, contains, only?.map(providerKey));
  const outages = await readOutages(ctx, as_of.size);
  const providers = data.flatMap(({ form, ...row }) => {
    if (form.aggregate !== "provider") return [];
    const heartbeat_state = heartbeatStateOf(form.heartbeat, outages, as_of);
    return [{ id: form.id, ...row, form, heartbeat_state, coverages: coveragesOf(form) }];
  });
  return { data: providers, page, as_of };
}
