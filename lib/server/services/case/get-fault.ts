import type { AsOf } from "#lib/contract/common.ts";
import { faultKey } from "#lib/state/case/case-forms.ts";
import type { Ctx } from "../context.ts";
import { readAggregate } from "../state/read-aggregates.ts";

/** The case that stands for a fault; null for none. Errors: `gone`. */
export async function getFault(
  ctx: Ctx,
  faultId: string,
  asOf?: number,
): Promise<{ data: { fault_id: string; case: string | null }; as_of: AsOf }> {
  const { data, as_of } = await readAggregate(ctx, faultKey(faultId), asOf);
  return { data: { fault_id: faultId, case: data?.form.aggregate === "fault" ? data.form.case : null }, as_of };
}
