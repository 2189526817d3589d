import type { AsOf } from "#lib/contract/common.ts";
import type { Ctx } from "../context.ts";
import { type ListQuery, listAggregates } from "../state/read-aggregates.ts";
import type { Provider } from "./get-provider.ts";

/** Providers in id order; with `operator`, those of one participant. Errors: `gone`, `malformed` (cursor). */
export async function listProviders(
  ctx: Ctx,
  query: ListQuery & { readonly operator?: string | undefined },
): Promise<{ data: Provider[]; page: { next_cursor: string | null }; as_of: AsOf }> {
  const contains = query.operator === undefined ? {} : { operator: query.operator };
  const { data, page, as_of } = await listAggregates(ctx, "provider", query, contains);
  const providers = data.flatMap((row) =>
    row.form.aggregate === "provider" ? [{ id: row.form.id, ...row, form: row.form }] : [],
  );
  return { data: providers, page, as_of };
}
