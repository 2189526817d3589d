/** From what the API answers to what the map draws. Pure. */
import type { MarketPoint, MarketView } from "#lib/contract/market.ts";
import { byPriceThenRisk, type MapPoint, type MarketMapView, thinned } from "./map-points.ts";

type Shown = Pick<MarketView, "compare" | "shown" | "points" | "counts">;

export function mapViewOf({ compare, shown, points, counts }: Shown): MarketMapView {
  const { rated, unrated, shut, stale, without_price: withoutPrice } = counts;
  const offered = points.map((point) => mapPointOf(point, points)).toSorted(byPriceThenRisk);
  return {
    ...wordsOf(compare, shown),
    ...thinned(offered),
    counts: { offers: points.length, rated, unrated, shut, stale, withoutPrice },
  };
}

function wordsOf(compare: Shown["compare"], shown: Shown["shown"]): Pick<MarketMapView, "noun" | "currency" | "axis"> {
  if (compare === "instances")
    return { noun: { one: "instance", many: "instances" }, currency: "%", axis: "percent over the services' list prices" };
  const of = shown === null ? "" : `${shown.category} `;
  return {
    noun: { one: `${of}offer`, many: `${of}offers` },
    currency: shown?.currency ?? "",
    axis: shown === null ? "" : `${shown.currency} for 1,000 ${shown.unit}`,
  };
}

function mapPointOf(point: MarketPoint, all: readonly MarketPoint[]): MapPoint {
  const { key, service, instance, low, estimate, high, tier } = point;
  return {
    ...{ key, label: labelOf(point, all), low, estimate, high, tier },
    name: service === null ? instance.name : `${service.name} at ${instance.name}`,
    provider: (service ?? instance).id,
    price: point.price ?? point.markup_percent ?? "",
    isShut: point.is_shut,
    staleSince: point.stale_since,
    limitPercent: point.limit_percent,
    prepayDays: point.prepay_days,
    costRank: point.cost_rank,
    isOnFrontier: point.on_frontier,
    dominatedBy: point.dominated_by,
  };
}

function labelOf({ key, service, instance }: MarketPoint, all: readonly MarketPoint[]): string {
  if (service === null) return instance.name;
  const isAlone = all.every((other) => other.key === key || other.service?.id !== service.id);
  return isAlone ? service.name : `${service.name} at ${instance.name}`;
}
