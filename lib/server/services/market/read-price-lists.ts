/** The price lists of many providers at once, each as it holds at a time. */
import { OFFERED_VERSIONS, priceListOf } from "#lib/contract/price-views.ts";
import type { PriceList } from "#lib/disclosure/offers.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import type { ReadCtx } from "../context.ts";
import { readNewestOfType } from "../provider/read-disclosures.ts";

/** By provider id; who has no list, or says that prices do not apply, has none. */
export async function readPriceLists(
  ctx: ReadCtx,
  forms: readonly ProviderForm[],
  { size, now }: { readonly size: number; readonly now: Instant },
): Promise<ReadonlyMap<string, PriceList>> {
  const priced = forms.filter(({ disclosures }) => disclosures.fees?.notApplicable === false);
  const ids = priced.map(({ id }) => id);
  const versions = await readNewestOfType(ctx, ids, "fees", { size, each: OFFERED_VERSIONS });
  return new Map(
    priced.flatMap((form): [string, PriceList][] => {
      const list = priceListOf(form, versions.get(form.id) ?? [], now);
      return list === undefined ? [] : [[form.id, list]];
    }),
  );
}
