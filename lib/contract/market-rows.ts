/** All that can be bought, before anything is compared. Pure, so that an auditor finds the same rows in the same offers. */
import type { ProviderId } from "#lib/kernel/ids.ts";
import type { Answering } from "#lib/reputation/market/high-value.ts";
import { findModel, MODEL_1, type Model } from "#lib/reputation/model.ts";
import type { Rated } from "#lib/reputation/stack.ts";
import type { Traits } from "./in-common.ts";
import type { MarketWords, OneMarket } from "./market.ts";
import { keyOf, type MarketRow, marketsOf, medianMarkup } from "./market-views.ts";
import type { MarkSummary } from "./marks.ts";
import type { Offer } from "./offers.ts";

/** Who shares one fate. `highs`: upper ends (ppm) of all members that are rated. */
export type Cluster = {
  readonly id: ProviderId;
  readonly members: readonly ProviderId[];
  readonly highs: readonly number[];
};

export type Clusters = ReadonlyMap<ProviderId, Cluster>;

/** By each member. `highOf`: undefined for who is not rated. */
export function clustersOf(
  forms: readonly Pick<Cluster, "id" | "members">[],
  highOf: (id: ProviderId) => number | undefined,
): Clusters {
  return new Map(
    forms.flatMap(({ id, members }) => {
      const cluster: Cluster = { id, members, highs: members.flatMap((member) => highOf(member) ?? []) };
      return members.map((member): [ProviderId, Cluster] => [member, cluster]);
    }),
  );
}

/** An instance that sells a service's tokens, as both have said. */
export type Sale = { readonly service: ProviderId; readonly instance: ProviderId };

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

/** `summaries`: of all who sell or are sold, shut by the clock of the answer. `day`: of the marks. */
export function marketRowsOf(
  offers: readonly Offer[],
  sales: readonly Sale[],
  rating: Rating,
  day: string,
): MarketRows {
  const { summaries } = rating;
  const [anySummary] = summaries.values();
  const rated = offers.flatMap((offer) =>
    offer.stacked === null ? [] : [{ offer, row: rowOf(offer, offer.stacked, rating) }],
  );
  const priced = new Set(offers.map(keyOf));
  return {
    markets: marketsOf(offers.map((offer) => ({ ...offer, isRated: isRated(offer) }))),
    rowsOf: ({ category, unit, currency }) =>
      rated.flatMap(({ offer, row }) =>
        offer.category === category && offer.unit === unit && offer.currency === currency ? [row] : [],
      ),
    instances: instanceRows(offers, rating),
    services: new Map([...summaries].map(([id, summary]) => [id, answeringOf(id, summary, rating)])),
    withoutPrice: sales.filter(({ service, instance }) => !priced.has(`${service}/${instance}`)).length,
    model: (anySummary && findModel(anySummary.model)) ?? MODEL_1,
    day: summaries.size === 0 ? null : day,
  };
}

export type Rating = {
  readonly summaries: ReadonlyMap<ProviderId, MarkSummary>;
  readonly clusters: Clusters;
  readonly traits: Traits;
};

function answeringOf(id: ProviderId, summary: MarkSummary, { clusters, traits }: Rating): Answering {
  const { tier, is_shut, probability } = summary;
  const fates = [id, ...clustersAmong([id], clusters).map((cluster) => `cluster:${cluster.id}`)];
  return { tier, isShut: is_shut, high: probability.high, fates, traits: traitsAmong([id], traits) };
}

const isRated = ({ stacked }: Offer) => stacked !== null && stacked.tier !== "unrated" && !stacked.is_shut;

function rowOf(offer: Offer, stacked: NonNullable<Offer["stacked"]>, { clusters, traits }: Rating): MarketRow {
  const { service, instance, price, markup_percent, next, stale_since } = offer;
  const shared = clustersAmong([service.id, instance.id], clusters);
  return {
    ...{ service, instance, price, markup_percent, next, stale_since, rated: ratedView(stacked) },
    together: [stacked.high, ...shared.flatMap(({ highs }) => highs)],
    fates: [service.id, instance.id, ...shared.map(({ id }) => `cluster:${id}`)],
    traits: traitsAmong([service.id, instance.id], traits),
  };
}

function instanceRows(offers: readonly Offer[], { summaries, clusters, traits }: Rating): MarketRow[] {
  return [...new Map(offers.map(({ instance }) => [instance.id, instance])).values()].flatMap((instance) => {
    const own = offers.filter((offer) => offer.instance.id === instance.id && offer.markup_percent !== null);
    const markup_percent = medianMarkup(own.flatMap((offer) => offer.markup_percent ?? []));
    const summary = summaries.get(instance.id as ProviderId);
    if (markup_percent === null || summary === undefined) return [];
    const shared = clustersAmong([instance.id], clusters);
    const { tier, is_shut, probability } = summary;
    return [
      {
        ...{ service: null, instance, price: null, markup_percent, next: null },
        stale_since: own.find(({ stale_since }) => stale_since !== null)?.stale_since ?? null,
        rated: ratedView({ tier, is_shut, ...probability }),
        together: shared.flatMap(({ highs }) => highs),
        fates: [instance.id, ...shared.map(({ id }) => `cluster:${id}`)],
        traits: traitsAmong([instance.id], traits),
      },
    ];
  });
}

/** Ids of offers come out of forms. */
function clustersAmong(ids: readonly string[], clusters: Clusters): Cluster[] {
  return [...new Set(ids.flatMap((id) => clusters.get(id as ProviderId) ?? []))];
}

function traitsAmong(ids: readonly string[], traits: Traits): string[] {
  return [...new Set(ids.flatMap((id) => traits.get(id as ProviderId) ?? []))];
}

type Banded = { readonly tier: Rated["tier"]; readonly is_shut: boolean } & Rated["band"];

function ratedView({ tier, is_shut, low, estimate, high }: Banded): Rated {
  return { tier, isShut: is_shut, band: { low, estimate, high } };
}
