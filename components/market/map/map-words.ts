/** What the market map says: its finding, its caption, one offer read aloud. All of it from the numbers. Pure. */

import { days, limitWords, oneIn, tierWords } from "#components/marks/marks-words.ts";
import { capital } from "#components/ui/capital.ts";
import { countText } from "#lib/kernel/amount.ts";
import type { Tier } from "#lib/reputation/tier.ts";
import { isOpen, isRated, MARKET_FROM, type MapPoint, type MarketMapView, priceOf } from "./map-points.ts";
import { frontierOf } from "./staircase.ts";
import { toleranceWords } from "./tolerance.ts";

export const countWords = (count: number, one: string, many: string) =>
  `${countText(count)} ${count === 1 ? one : many}`;

export const priceWords = ({ price }: Pick<MapPoint, "price">, { currency }: Pick<MarketMapView, "currency">) =>
  `${price} ${currency}`;

type Of = Pick<MarketMapView, "points" | "noun" | "currency" | "counts">;

/**
 * The finding: what the tolerated risk costs, and what less of it would. `choice`: the one that is ringed. Where nothing
 * can be said, that.
 */
export function mapTitle(view: Of, tolerated: number, choice: MapPoint | undefined): string {
  const { noun, counts, points } = view;
  if (counts.offers === 0) return `There is no ${noun.one} with a price yet`;
  if (counts.unrated === counts.offers) return noneRated(view);
  const open = points.filter(isOpen);
  if (open.length === 0) return `No rated ${noun.one} takes money now`;
  if (choice === undefined) {
    const safest = open.toSorted((a, b) => a.high - b.high)[0];
    const than = safest === undefined ? "" : `; the safest is ${safest.label}, ${tierWords(safest.tier)}`;
    return `No ${noun.one} ${toleranceWords(tolerated)}${than}`;
  }
  const lead = `${capital(toleranceWords(tolerated))}, ${choice.label} costs least: ${priceWords(choice, view)}`;
  const safer = saferStep(view, choice);
  if (counts.rated < MARKET_FROM || safer === undefined) return lead;
  return `${lead}; ${safer.tier} begins at ${priceWords(safer, view)}`;
}

function noneRated({ noun, counts: { offers } }: Of): string {
  return offers === 1 ? `The one ${noun.one} is not rated yet` : `None of ${offers} ${noun.many} is rated yet`;
}

/** The cheapest of a better tier than the chosen one's. */
function saferStep({ points }: Of, choice: MapPoint): MapPoint | undefined {
  return frontierOf(points).find(({ high, tier }) => high < choice.high && tier !== choice.tier);
}

/** "dearer and riskier than Halden": why one is passed over. */
export function dominatedWords(point: MapPoint, by: MapPoint): string {
  const isDearer = priceOf(point) > priceOf(by);
  const isRiskier = point.high > by.high;
  if (isDearer && isRiskier) return `dearer and riskier than ${by.label}`;
  return isDearer ? `dearer and no safer than ${by.label}` : `riskier at the price of ${by.label}`;
}

/** Money texts of the most to keep somewhere, and of what of it is lost there on average; null: nobody said what could be lost. */
export type LimitOf = (point: MapPoint) => { readonly keep: string; readonly lost: string } | null;

/** One of them in sentences, the last on what to keep there. */
export function readingWords(point: MapPoint, view: Of, limitOf: LimitOf): string {
  const risk = isRated(point)
    ? `${tierWords(point.tier)}: up to ${oneIn(point.high)} like it fail or lie within a year (estimate ${oneIn(point.estimate)})`
    : "unrated: too little is known, treat it as high risk";
  const by = view.points.find(({ key }) => key === point.dominatedBy);
  const parts = [
    `${point.name}, ${priceWords(point, view)}`,
    capital(risk),
    ...(by === undefined ? [] : [`It is ${dominatedWords(point, by)}`]),
    ...(point.staleSince === null ? [] : [`Its price list ended on ${point.staleSince.slice(0, 10)}`]),
    capital(keepWords(point, limitOf(point)?.keep ?? null)),
    ...lostWords(point, limitOf(point)),
  ];
  return `${parts.join(". ")}.`;
}

/** "keep at most 12 EUR, and pay for at most 7 days ahead" */
export function keepWords({ isShut, limitPercent, prepayDays }: MapPoint, limit: string | null): string {
  if (isShut) return "it takes no money now: do not add any, withdraw what you can";
  if (limit === null || limitPercent === 0) return limitWords({ percent: limitPercent, prepayDays });
  return `keep at most ${limit}, and pay for at most ${days(prepayDays)} ahead`;
}

/** What the stake costs on average: the axis says chances, not money. */
function lostWords({ isShut, limitPercent, prepayDays }: MapPoint, limit: ReturnType<LimitOf>): string[] {
  if (limit === null || isShut || limitPercent === 0) return [];
  return [
    `Of that, ${limit.lost.startsWith("less") ? "" : "up to "}${limit.lost} is lost on average in ${days(prepayDays)}`,
  ];
}

export const laneWords = (count: number) => `not enough evidence (${countText(count)})`;

/** Word of a tier at the edge of the map. */
export const EDGE_WORDS: Readonly<Record<Exclude<Tier, "unrated">, string>> = {
  A: "minimal",
  B: "low",
  C: "elevated",
  D: "high",
  E: "severe",
};
