import type { AsOf } from "#lib/contract/common.ts";
import type { Ctx } from "../context.ts";
import { type ListQuery, listAggregates } from "../state/read-aggregates.ts";
import type { Provider } from "./get-provider.ts";
import { heartbeatStateOf, readOutages } from "./heartbeat-state.ts";

/** Providers in id order; with `operator`, those of one participant. Errors: `gone`, `malformed` (cursor). */
export async function listProviders(
  ctx: Ctx,
  query: ListQuery & { readonly operator?: string | undefined },
): Promise<{ data: Provider[]; page: { next_cursor: string | null }; as_of: AsOf }> {
  const contains = query.operator === undefined ? {} : { operator: query.operator };
  const { data, page, as_of } = await listAggregates(ctx, "provider", query, contains);
  const outages = await readOutages(ctx, as_of.size);
  const providers = data.flatMap(({ form, ...row }) => {
    if (form.aggregate !== "provider") return [];
    return [{ id: form.id, ...row, form, heartbeat_state: heartbeatStateOf(form.heartbeat, outages, as_of) }];
  });
  return { data: providers, page, as_of };
}
