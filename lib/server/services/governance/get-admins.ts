import type { AsOf } from "#lib/contract/common.ts";
import type { AdminsView } from "#lib/contract/governance.ts";
import type { Ctx } from "../context.ts";
import { readAggregate } from "../state/read-aggregates.ts";
import { readNames } from "./read-names.ts";

/** Errors: `gone`. */
export async function getAdmins(ctx: Ctx, size?: number): Promise<{ data: AdminsView; as_of: AsOf }> {
  const { data, as_of } = await readAggregate(ctx, "index", size);
  const { admins, threshold } = data?.form.aggregate === "index" ? data.form : { admins: [], threshold: 1 };
  const names = await readNames(ctx, admins, as_of.size);
  return { data: { admins: admins.map((did) => ({ did, name: names.get(did) ?? null })), threshold }, as_of };
}
