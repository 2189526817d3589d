/** All that can be bought at a size, before anything is compared. */
import type { AsOf } from "#lib/contract/common.ts";
import { dateOfDay } from "#lib/contract/mark-views.ts";
import type { MarketWords, OneMarket } from "#lib/contract/market.ts";
import { keyOf, type MarketRow, marketsOf, medianMarkup } from "#lib/contract/market-views.ts";
import type { MarkSummary } from "#lib/contract/marks.ts";
import type { Offer } from "#lib/contract/offers.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import type { Answering } from "#lib/reputation/market/high-value.ts";
import { findModel, MODEL_1, type Model } from "#lib/reputation/model.ts";
import type { Rated } from "#lib/reputation/stack.ts";
import { providerKey } from "#lib/state/forms.ts";
import type { ReadCtx } from "../context.ts";
import { newestPlace } from "../marks/day-place.ts";
import { summariesAt } from "../marks/rated-providers.ts";
import { remember } from "../marks/remember.ts";
import { readForms } from "../state/read-aggregates.ts";
import { readOffers, readSales } from "./list-offers.ts";
import { type Cluster, readClusters } from "./read-clusters.ts";

export type MarketRows = {
  readonly markets: readonly OneMarket[];
  readonly rowsOf: (words: MarketWords) => readonly MarketRow[];
  /** By markup over list prices; those that have none are left out. */
  readonly instances: readonly MarketRow[];
  /** By id, with their own risk: not that of who sells them. */
  readonly services: ReadonlyMap<string, Answering>;
  readonly withoutPrice: number;
  /** Of the marks; the software's own where none is in force. */
  readonly model: Model;
  readonly day: string | null;
};

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
  const keys = [...new Set(sales.flatMap(({ instance, service }) => [instance, service].map(providerKey)))];
  const forms = (await readForms(ctx, keys, asOf.size)).flatMap((form) =>
    form.aggregate === "provider" ? [form] : [],
  );
  const summaries = await summariesAt(ctx, forms, asOf);
  const [anySummary] = summaries.values();
  const rated = offers.flatMap((offer) =>
    offer.stacked === null ? [] : [{ offer, row: rowOf(offer, offer.stacked, clusters) }],
  );
  const priced = new Set(offers.map(keyOf));
  return {
    markets: marketsOf(offers.map((offer) => ({ ...offer, isRated: isRated(offer) }))),
    rowsOf: ({ category, unit, currency }) =>
      rated.flatMap(({ offer, row }) =>
        offer.category === category && offer.unit === unit && offer.currency === currency ? [row] : [],
      ),
    instances: instanceRows(offers, summaries, clusters),
    services: new Map([...summaries].map(([id, summary]) => [id, answeringOf(id, summary, clusters)])),
    withoutPrice: sales.filter(({ service, instance }) => !priced.has(`${service}/${instance}`)).length,
    model: (anySummary && findModel(anySummary.model)) ?? MODEL_1,
    day: summaries.size === 0 ? null : dateOfDay(place.day),
  };
}

function answeringOf(id: ProviderId, summary: MarkSummary, clusters: ReadonlyMap<ProviderId, Cluster>): Answering {
  const { tier, is_shut, probability } = summary;
  const fates = [id, ...clustersOf([id], clusters).map((cluster) => `cluster:${cluster.id}`)];
  return { tier, isShut: is_shut, high: probability.high, fates };
}

const isRated = ({ stacked }: Offer) => stacked !== null && stacked.tier !== "unrated" && !stacked.is_shut;

function rowOf(
  offer: Offer,
  stacked: NonNullable<Offer["stacked"]>,
  clusters: ReadonlyMap<ProviderId, Cluster>,
): MarketRow {
  const { service, instance, price, markup_percent, next, stale_since } = offer;
  const shared = clustersOf([service.id, instance.id], clusters);
  return {
    ...{ service, instance, price, markup_percent, next, stale_since, rated: ratedView(stacked) },
    together: [stacked.high, ...shared.flatMap(({ highs }) => highs)],
    fates: [service.id, instance.id, ...shared.map(({ id }) => `cluster:${id}`)],
  };
}

function instanceRows(
  offers: readonly Offer[],
  summaries: ReadonlyMap<ProviderId, MarkSummary>,
  clusters: ReadonlyMap<ProviderId, Cluster>,
): MarketRow[] {
  return [...new Map(offers.map(({ instance }) => [instance.id, instance])).values()].flatMap((instance) => {
    const own = offers.filter((offer) => offer.instance.id === instance.id && offer.markup_percent !== null);
    const markup_percent = medianMarkup(own.flatMap((offer) => offer.markup_percent ?? []));
    const summary = summaries.get(instance.id as ProviderId);
    if (markup_percent === null || summary === undefined) return [];
    const shared = clustersOf([instance.id], clusters);
    const { tier, is_shut, probability } = summary;
    return [
      {
        ...{ service: null, instance, price: null, markup_percent, next: null },
        stale_since: own.find(({ stale_since }) => stale_since !== null)?.stale_since ?? null,
        rated: ratedView({ tier, is_shut, ...probability }),
        together: shared.flatMap(({ highs }) => highs),
        fates: [instance.id, ...shared.map(({ id }) => `cluster:${id}`)],
      },
    ];
  });
}

/** Ids of offers come out of forms. */
function clustersOf(ids: readonly string[], clusters: ReadonlyMap<ProviderId, Cluster>): Cluster[] {
  return [...new Set(ids.flatMap((id) => clusters.get(id as ProviderId) ?? []))];
}

type Banded = { readonly tier: Rated["tier"]; readonly is_shut: boolean } & Rated["band"];

function ratedView({ tier, is_shut, low, estimate, high }: Banded): Rated {
  return { tier, isShut: is_shut, band: { low, estimate, high } };
}
