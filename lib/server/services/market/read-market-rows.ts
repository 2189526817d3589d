/** All that can be bought at a size, before anything is compared. */
import type { AsOf } from "#lib/contract/common.ts";
import { traitNames } from "#lib/contract/in-common.ts";
import { dateOfDay } from "#lib/contract/mark-views.ts";
import { type MarketRows, marketRowsOf } from "#lib/contract/market-rows.ts";
import { providerKey } from "#lib/state/forms.ts";
import type { ReadCtx } from "../context.ts";
import { newestPlace } from "../marks/day-place.ts";
import { summariesAt } from "../marks/rated-providers.ts";
import { remember } from "../marks/remember.ts";
import { readForms } from "../state/read-aggregates.ts";
import { readOffers, readSales } from "./list-offers.ts";
import { readClusters } from "./read-clusters.ts";
import { readSaid } from "./read-traits.ts";

export function readMarketRows(ctx: ReadCtx, asOf: AsOf): Promise<MarketRows> {
  return remember(ctx, `market rows ${JSON.stringify(asOf)}`, () => findMarketRows(ctx, asOf));
}

async function findMarketRows(ctx: ReadCtx, asOf: AsOf): Promise<MarketRows> {
  const [offers, sales, clusters, place] = await Promise.all([
    readOffers(ctx, {}, asOf),
    readSales(ctx, {}, asOf.size),
    readClusters(ctx, asOf.size),
    newestPlace(ctx, asOf),
  ]);
  const ids = [...new Set(sales.flatMap(({ instance, service }) => [instance, service]))];
  const [found, said] = await Promise.all([
    readForms(ctx, ids.map(providerKey), asOf.size),
    readSaid(ctx, ids, asOf.size),
  ]);
  const forms = found.flatMap((form) => (form.aggregate === "provider" ? [form] : []));
  const summaries = await summariesAt(ctx, forms, asOf);
  return marketRowsOf(offers, sales, { summaries, clusters, traits: traitNames(said) }, dateOfDay(place.day));
}
