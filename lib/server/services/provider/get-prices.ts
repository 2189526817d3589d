import type { AsOf } from "#lib/contract/common.ts";
import { PRICE_VERSIONS, pricesView } from "#lib/contract/price-views.ts";
import type { PricesView } from "#lib/contract/prices.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import type { ReadCtx } from "../context.ts";
import { getProvider } from "./get-provider.ts";
import { readNewestOfType } from "./read-disclosures.ts";

/** Errors: `not-found`, `gone`. */
export async function getPrices(ctx: ReadCtx, id: string, size?: number): Promise<{ data: PricesView; as_of: AsOf }> {
  const { data, as_of } = await getProvider(ctx, id, size);
  const { form } = data;
  const found = await readNewestOfType(ctx, [form.id], "fees", { size: as_of.size, each: PRICE_VERSIONS });
  return { data: pricesView(form, found.get(form.id) ?? [], asInstant(Date.parse(as_of.time))), as_of };
}
