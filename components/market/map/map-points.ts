/** The market of one category as its map needs it: a few named marks, the rest as dots. Pure. */
import type { Tier } from "#lib/reputation/tier.ts";

/** One offer, or one instance. Chances in ppm within a year; the mark stands at `high`. */
export type MapPoint = {
  readonly key: string;
  /** As short as it is unique in this market: "Halden", or "Halden at Nord" where several sell it. */
  readonly label: string;
  /** "Halden at Nord". */
  readonly name: string;
  /** Whose page tells more. */
  readonly provider: string;
  /** Decimal text, as the API gives it: for 1,000 units, or percent over the list price. */
  readonly price: string;
  readonly low: number;
  readonly estimate: number;
  readonly high: number;
  readonly tier: Tier;
  /** Suspended or closing: it takes no money. */
  readonly isShut: boolean;
  /** ISO time since when its price list has ended; null: it holds. */
  readonly staleSince: string | null;
  readonly limitPercent: number;
  readonly prepayDays: number;
  /** Of what lies there for so many days, lost on average. */
  readonly lostPpm: number;
  /** Place in the order of price plus expected loss, 0 the least; null: it cannot be chosen. */
  readonly costRank: number | null;
  readonly isOnFrontier: boolean;
  /** Key of one that is no dearer and no riskier, and one of both is less. */
  readonly dominatedBy: string | null;
};

/** Offers that are drawn as dots only: pairs of price and upper end, of one tier. */
export type MapDots = { readonly tier: Tier; readonly places: readonly (readonly [price: number, high: number])[] };

export type MarketMapView = {
  /** What each of them is: "storage offer". */
  readonly noun: { readonly one: string; readonly many: string };
  /** Behind each price: "EUR", or "%". */
  readonly currency: string;
  /** What the prices are: "EUR for 1,000 requests". */
  readonly axis: string;
  /** Ascending by price, then by upper end. */
  readonly points: readonly MapPoint[];
  readonly dots: readonly MapDots[];
  readonly counts: MapCounts;
  /** The caption: what is drawn, what is not, and how price goes with risk. */
  readonly caption: string;
};

/** Of all offers of the category, whether drawn as a mark, as a dot or not. */
export type MapCounts = {
  /** With a price. */
  readonly offers: number;
  readonly rated: number;
  readonly unrated: number;
  /** Suspended or closing, of all with a price. */
  readonly shut: number;
  readonly stale: number;
  /** They have no place on the map. */
  readonly withoutPrice: number;
};

/** The safest first; here again, so that a browser need not load the rules of tiers. */
export const MAP_TIERS = ["A", "B", "C", "D", "E", "unrated"] as const satisfies readonly Tier[];
/** Above so many, what is dominated becomes a dot. */
export const MOST_MARKS = 150;
/** More dots than these on a few hundred pixels show nothing more: then every so many is drawn, which is said. */
const MOST_DOTS = 2_000;
/** Below so many rated offers nothing is said of the market as a whole. */
export const MARKET_FROM = 8;
/** From so many on a sentence says how price goes with risk. */
export const SLOPE_FROM = 12;

export const isRated = ({ tier }: Pick<MapPoint, "tier">) => tier !== "unrated";
/** It can be chosen: rated, and it takes money. */
export const isOpen = ({ tier, isShut }: Pick<MapPoint, "tier" | "isShut">) => tier !== "unrated" && !isShut;
/** A number to place it by; the text stays what is shown. */
export const priceOf = ({ price }: Pick<MapPoint, "price">) => Number(price);

export function byPriceThenRisk(a: MapPoint, b: MapPoint): number {
  return priceOf(a) - priceOf(b) || a.high - b.high || (a.key < b.key ? -1 : 1);
}

/** Sorts, and above `MOST_MARKS` keeps marks for the frontier only: the browser is never sent ten thousand offers. */
export function thinned(all: readonly MapPoint[]): Pick<MarketMapView, "points" | "dots"> {
  const points = all.toSorted(byPriceThenRisk);
  if (points.length <= MOST_MARKS) return { points, dots: [] };
  const others = points.filter(({ isOnFrontier }) => !isOnFrontier);
  const each = Math.ceil(others.length / MOST_DOTS);
  const dotted = others.filter((_, nth) => nth % each === 0);
  return {
    points: points.filter(({ isOnFrontier }) => isOnFrontier),
    dots: MAP_TIERS.flatMap((tier) => {
      const ofTier = dotted.filter((point) => point.tier === tier);
      return ofTier.length === 0
        ? []
        : [{ tier, places: ofTier.map((point) => [priceOf(point), point.high] as const) }];
    }),
  };
}
