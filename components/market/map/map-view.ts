/** From what the API answers to what the map draws. Pure. */
import type { MarketPoint, MarketView } from "#lib/contract/market.ts";
import { pricedUnits } from "../priced-units.ts";
import { mapCaption } from "./map-caption.ts";
import { byPriceThenRisk, isRated, type MapPoint, type MarketMapView, thinned } from "./map-points.ts";

type Shown = Pick<MarketView, "compare" | "shown" | "points" | "counts">;

export function mapViewOf({ compare, shown, points, counts }: Shown): MarketMapView {
  const sellers = sellersOf(points);
  const offered = points.map((point) => mapPointOf(point, sellers)).toSorted(byPriceThenRisk);
  const view = {
    ...wordsOf(compare, shown),
    ...thinned(offered),
    counts: countsOf(offered, counts.without_price),
  };
  return { ...view, caption: mapCaption(view) };
}

/** As they are drawn: what takes no money has its place by its chance too, so that it counts as rated. */
function countsOf(offered: readonly MapPoint[], withoutPrice: number): MarketMapView["counts"] {
  const rated = offered.filter(isRated).length;
  return {
    offers: offered.length,
    rated,
    unrated: offered.length - rated,
    shut: offered.filter(({ isShut }) => isShut).length,
    stale: offered.filter(({ staleSince }) => staleSince !== null).length,
    withoutPrice,
  };
}

function wordsOf(compare: Shown["compare"], shown: Shown["shown"]): Pick<MarketMapView, "noun" | "currency" | "axis"> {
  if (compare === "instances")
    return {
      noun: { one: "instance", many: "instances" },
      currency: "%",
      axis: "percent over the services' list prices",
    };
  const of = shown === null ? "" : `${shown.category} `;
  return {
    noun: { one: `${of}offer`, many: `${of}offers` },
    currency: shown?.currency ?? "",
    axis: shown === null ? "" : `${shown.currency} for ${pricedUnits(shown.unit)}`,
  };
}

function mapPointOf(point: MarketPoint, sellers: ReadonlyMap<string, number>): MapPoint {
  const { key, service, instance, low, estimate, high, tier } = point;
  return {
    ...{ key, low, estimate, high, tier },
    label: service !== null && sellers.get(service.id) === 1 ? service.name : fullName(point),
    name: fullName(point),
    provider: (service ?? instance).id,
    price: point.price ?? point.markup_percent ?? "",
    isShut: point.is_shut,
    staleSince: point.stale_since,
    limitPercent: point.limit_percent,
    prepayDays: point.prepay_days,
    lostPpm: point.expected_loss_ppm,
    costRank: point.cost_rank,
    isOnFrontier: point.on_frontier,
    dominatedBy: point.dominated_by,
  };
}

/** How many offers each service has: who is alone needs no seller's name. */
function sellersOf(points: readonly MarketPoint[]): ReadonlyMap<string, number> {
  const sellers = new Map<string, number>();
  for (const { service } of points) if (service !== null) sellers.set(service.id, (sellers.get(service.id) ?? 0) + 1);
  return sellers;
}

const fullName = ({ service, instance }: MarketPoint) =>
  service === null ? instance.name : `${service.name} at ${instance.name}`;
