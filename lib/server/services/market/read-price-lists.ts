/** The price lists of many providers at once, each as it holds at a time. */
import type { PriceList } from "#lib/disclosure/offers.ts";
import { type PriceVersion, pricesAt } from "#lib/disclosure/price-history.ts";
import { lifeOf } from "#lib/disclosure/staleness.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import type { ReadCtx } from "../context.ts";
import { readNewestOfType } from "../provider/read-disclosures.ts";

/** Versions that are read of each list: a price in force that was announced before so many later ones is not found. */
const VERSIONS = 20;

/** By provider id; who has no list, or says that prices do not apply, has none. */
export async function readPriceLists(
  ctx: ReadCtx,
  forms: readonly ProviderForm[],
  { size, now }: { readonly size: number; readonly now: Instant },
): Promise<ReadonlyMap<string, PriceList>> {
  const priced = forms.filter(({ disclosures }) => disclosures.fees?.notApplicable === false);
  const ids = priced.map(({ id }) => id);
  const versions = await readNewestOfType(ctx, ids, "fees", { size, each: VERSIONS });
  return new Map(
    priced.flatMap((form): [string, PriceList][] => {
      const found: readonly PriceVersion[] = versions.get(form.id) ?? [];
      const newest = found[0];
      if (newest === undefined) return [];
      const until = lifeOf(form.disclosures.fees)?.until ?? null;
      const staleSince = until !== null && until <= now ? until : null;
      return [[form.id, { lines: pricesAt(found, now), entry: newest.entry, staleSince }]];
    }),
  );
}
