import type { AsOf } from "#lib/contract/common.ts";
import type { MaintainerView } from "#lib/contract/governance.ts";
import type { Ctx } from "../context.ts";
import { type ListQuery, listAggregates } from "../state/read-aggregates.ts";
import { maintainerViews } from "./maintainer-view.ts";

/** Maintainers in DID order, removed ones among them. Errors: `gone`, `malformed` (cursor). */
export async function listMaintainers(
  ctx: Ctx,
  query: ListQuery,
): Promise<{ data: MaintainerView[]; page: { next_cursor: string | null }; as_of: AsOf }> {
  const { data, page, as_of } = await listAggregates(ctx, "maintainer", query);
  return { data: await maintainerViews(ctx, data, as_of), page, as_of };
}
