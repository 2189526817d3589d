/** A market in the words of the API. Pure, so that a page, a sample and an auditor say the same of the same offers. */

import { holdingLimit, prepayDays } from "#lib/reputation/limits.ts";
import { answersTo, type MarketAnswer } from "#lib/reputation/market/answers.ts";
import { byCost, choiceOf, expectedLossPpm, type Taste } from "#lib/reputation/market/cost.ts";
import { frontierOf } from "#lib/reputation/market/frontier.ts";
import { byPrice, isComparable, type Point } from "#lib/reputation/market/point.ts";
import type { Model } from "#lib/reputation/model.ts";
import { MICROS, moneyText } from "#lib/reputation/money.ts";
import type { Rated } from "#lib/reputation/stack.ts";
import type { Comparison, MarketPoint, MarketView, MarketWords, OneMarket } from "./market.ts";

type Named = MarketPoint["instance"];

/** One offer, or one instance, before anything is compared. */
export type MarketRow = Pick<MarketPoint, "service" | "price" | "markup_percent" | "next" | "stale_since"> & {
  readonly instance: Named;
  readonly rated: Rated;
  /** As in a point of the core. */
  readonly together: readonly number[];
  readonly fates: readonly string[];
  readonly traits: readonly string[];
};

export type MarketAsk = Taste & {
  readonly compare: Comparison;
  /** Millionths; null: not said. */
  readonly loss: bigint | null;
};

/** What is the same whatever is asked of the market. */
type Around = Pick<MarketView, "shown" | "day"> & {
  readonly markets: readonly OneMarket[];
  readonly withoutPrice: number;
};

/** Where no model is in force there are no rows. */
export function marketView(rows: readonly MarketRow[], ask: MarketAsk, around: Around, model: Model): MarketView {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  const points = rows.map(pointOf).sort(byPrice);
  const { on, dominators } = frontierOf(points);
  const ranks = new Map(byCost(points.filter(isComparable), ask.days, model).map(({ key }, rank) => [key, rank]));
  const frontier = new Set(on.map(({ key }) => key));
  const views = points.flatMap((point): MarketPoint[] => {
    const row = byKey.get(point.key);
    if (row === undefined) return [];
    const { service, instance, price, markup_percent, next, stale_since } = row;
    const { tier, isShut, band } = point.rated;
    return [
      {
        ...{ key: point.key, service, instance, price, markup_percent, next, stale_since },
        ...{ low: band.low, estimate: band.estimate, high: band.high, tier, is_shut: isShut },
        limit_percent: percentOf(point, model),
        prepay_days: prepayDays(point.rated, model),
        expected_loss_ppm: expectedLossPpm(band.high, prepayDays(point.rated, model), model),
        cost_rank: ranks.get(point.key) ?? null,
        on_frontier: frontier.has(point.key),
        dominated_by: dominators.get(point.key)?.key ?? null,
      },
    ];
  });
  const { compare, tolerance, days, loss } = ask;
  return {
    ...{ compare, shown: around.shown, markets: [...around.markets], points: views },
    counts: {
      rated: points.filter(isComparable).length,
      unrated: points.filter(({ rated }) => rated.tier === "unrated" && !rated.isShut).length,
      shut: points.filter(({ rated }) => rated.isShut).length,
      stale: rows.filter(({ stale_since }) => stale_since !== null).length,
      without_price: around.withoutPrice,
    },
    ...{ tolerance, days, choice: choiceOf(points, ask, model)?.key ?? null },
    answers:
      loss === null
        ? null
        : { loss: moneyText(loss), rows: answersTo(points, { tolerance, days, loss }, model).map(answerView(model)) },
    day: around.day,
  };
}

const answerView =
  (model: Model) =>
  ({ point, reasons, limit, prepayDays: days }: MarketAnswer) => ({
    ...{ key: point.key, reasons: [...reasons], limit: moneyText(limit), prepay_days: days },
    limit_percent: percentOf(point, model),
  });

/** Of every 100 that one could lose; rounded down. */
function percentOf({ rated, together }: Point, model: Model): number {
  return Number(holdingLimit(rated, together, 100n * MICROS, model) / MICROS);
}

export function keyOf({ service, instance }: Pick<MarketRow, "service" | "instance">): string {
  return service === null ? instance.id : `${service.id}/${instance.id}`;
}

export function pointOf(row: MarketRow): Point {
  const { price, markup_percent, rated, together, fates, traits } = row;
  const paid = price === null ? 10_000n + hundredthsOf(markup_percent ?? "0.00") : priceMicros(price);
  return { key: keyOf(row), price: paid, rated, together, fates, traits };
}

/** A price of a list has at most six decimals. */
export function priceMicros(price: string): bigint {
  const [whole = "0", rest = ""] = price.split(".");
  return BigInt(whole + rest.padEnd(6, "0"));
}

/** `-12.50` as -1250. */
function hundredthsOf(percent: string): bigint {
  return BigInt(percent.replace(".", ""));
}

/** The markets that offers are of, the most rated offers first, then the most offers, then by their words. */
export function marketsOf(offers: readonly (MarketWords & { readonly isRated: boolean })[]): OneMarket[] {
  const found = new Map<string, OneMarket>();
  for (const { category, unit, currency, isRated } of offers) {
    const words = JSON.stringify([category, unit, currency]);
    const known = found.get(words) ?? { category, unit, currency, offers: 0, rated: 0 };
    found.set(words, { ...known, offers: known.offers + 1, rated: known.rated + (isRated ? 1 : 0) });
  }
  const order = (one: OneMarket) => JSON.stringify([one.category, one.unit, one.currency]);
  return [...found.values()].sort((a, b) => b.rated - a.rated || b.offers - a.offers || (order(a) < order(b) ? -1 : 1));
}

/** Median of an instance's markups in hundredths of a percent; of an even count the lower of the middle two. */
export function medianMarkup(markups: readonly string[]): string | null {
  const sorted = markups.toSorted((a, b) => (hundredthsOf(a) < hundredthsOf(b) ? -1 : 1));
  return sorted[(sorted.length - 1) >> 1] ?? null;
}
