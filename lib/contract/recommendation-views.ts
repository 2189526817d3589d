/** Recommendations in the words of the API, and what holds of one by itself. Pure: index, agent and auditor say the same. */
import { exposureLimit, holdingLimit, prepayDays } from "#lib/reputation/limits.ts";
import { byPrice } from "#lib/reputation/market/point.ts";
import { type Considered, type RecommendationAsk, recommend } from "#lib/reputation/market/recommend.ts";
import { findModel, type Model } from "#lib/reputation/model.ts";
import { moneyText, parseMoney } from "#lib/reputation/money.ts";
import { type MarketRow, pointOf, priceMicros } from "./market-views.ts";
import { RECOMMENDATION_TYPE, type RecommendationView } from "./recommendations.ts";

export type RecommendationQuestion = RecommendationAsk & {
  /** Millionths that one could lose at one blow; null: not said. */
  readonly loss: bigint | null;
};

type Around = Pick<RecommendationView, "market" | "model" | "day">;

export function recommendationView(
  rows: readonly MarketRow[],
  ask: RecommendationQuestion,
  around: Around,
  model: Model,
): RecommendationView {
  const { tolerance, days, loss, budget, price } = ask;
  const offers = rows.flatMap((row) => {
    const { service, price: text } = row;
    if (service === null || text === null) return [];
    const point = pointOf(row);
    const limit = loss === null ? null : holdingLimit(point.rated, point.together, loss, model);
    return [{ row: { ...row, service, price: text }, point, offer: { ...point, limit } }];
  });
  const named = recommend(
    offers.map(({ offer }) => offer),
    ask,
    model,
  );
  const considered = offers
    .toSorted((a, b) => byPrice(a.point, b.point))
    .map(({ row: { service, instance, price: text, stale_since }, point: { key, rated }, offer: { limit } }) => ({
      ...{ key, service, instance, price: text, stale_since, ...rated.band, tier: rated.tier, is_shut: rated.isShut },
      ...{ limit: textOf(limit), prepay_days: prepayDays(rated, model), fit: named.fits.get(key) ?? "shut" },
    }));
  const { market, model: hash, day } = around;
  return {
    ...{ market, tolerance, days, loss: textOf(loss), budget: textOf(budget), max_price: textOf(price) },
    ...{ type: RECOMMENDATION_TYPE, model: hash, day, recommended: named.key, reason: named.reason, considered },
  };
}

const textOf = (amount: bigint | null) => (amount === null ? null : moneyText(amount));

/**
 * Whether the named offer follows from the considered ones, and each fit from its offer: what the index computed, computed
 * again. Undefined: it does. Else in words what does not. `unknown-model`: this code does not have the model.
 */
export function faultOfRecommendation(view: RecommendationView): string | undefined {
  const model = view.model === null ? undefined : findModel(view.model);
  if (model === undefined) {
    const isEmpty = view.model === null && view.considered.length === 0 && view.recommended === null;
    return isEmpty ? undefined : view.model === null ? "It rates offers by no model." : "unknown-model";
  }
  const offers = view.considered.map(
    ({ key, price, tier, is_shut, low, estimate, high, limit }): Considered => ({
      ...{ key, price: priceMicros(price), rated: { tier, isShut: is_shut, band: { low, estimate, high } } },
      limit: microsOf(limit),
    }),
  );
  if (new Set(offers.map(({ key }) => key)).size < offers.length) return "An offer is considered twice.";
  const { tolerance, days, max_price, budget } = view;
  const named = recommend(offers, { tolerance, days, price: microsOf(max_price), budget: microsOf(budget) }, model);
  if (named.key !== view.recommended || named.reason !== view.reason)
    return `Of what it considered, ${named.key ?? "nothing"} is to be named, and not ${view.recommended ?? "nothing"}.`;
  const loss = microsOf(view.loss);
  const over = offers.find(
    ({ rated, limit }) => limit !== null && (loss === null || limit > exposureLimit(rated, loss, model)),
  );
  if (over !== undefined) return `It lets more be kept with ${over.key} than its tier does.`;
  const other = view.considered.find(({ key, fit }) => named.fits.get(key) !== fit);
  return other && `It says of ${other.key} that it is ${other.fit}.`;
}

/** A limit can be nothing, which nobody types as an amount. */
function microsOf(text: string | null): bigint | null {
  if (text === null) return null;
  const money = parseMoney(text);
  return money.ok ? money.value : 0n;
}
