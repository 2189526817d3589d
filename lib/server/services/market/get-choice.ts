import type { ChoiceView } from "#lib/contract/choose.ts";
import type { AsOf } from "#lib/contract/common.ts";
import type { MarketRows } from "#lib/contract/market-rows.ts";
import { keyOf, type MarketRow, pointOf } from "#lib/contract/market-views.ts";
import { type Choice, type ChosenSet, chosenSet, type Holding, spreadings } from "#lib/reputation/market/choose.ts";
import { highValueRule } from "#lib/reputation/market/high-value.ts";
import type { LossSpread } from "#lib/reputation/market/loss-spread.ts";
import type { Model } from "#lib/reputation/model.ts";
import { moneyText } from "#lib/reputation/money.ts";
import type { ReadCtx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { findMarket, type MarketQuery, TASTE } from "./get-market.ts";
import { heldBefore } from "./held-before.ts";
import { readMarketRows } from "./read-market-rows.ts";
import { moneyOf } from "./refuse-money.ts";

export type ChoiceQuery = Omit<MarketQuery, "compare"> & {
  readonly loss: string;
  readonly amount?: string | undefined;
  readonly call?: string | undefined;
  readonly parts?: number | undefined;
  /** `Halden Prex 20, Aldermoor 5`. */
  readonly held?: string | undefined;
};

/** Two: what fails takes half. */
const PARTS = 2;

/** Errors: as of the market; `not-an-amount` at `/loss`, `/amount`, `/call` and `/held`; `malformed` at `/held`. */
export async function getChoice(ctx: ReadCtx, query: ChoiceQuery): Promise<{ data: ChoiceView; as_of: AsOf }> {
  const loss = moneyOf(query.loss, "loss");
  const amount = query.amount === undefined ? null : moneyOf(query.amount, "amount");
  const call = query.call === undefined ? null : moneyOf(query.call, "call");
  const as_of = await resolveAsOf(ctx, query.as_of);
  const found = await readMarketRows(ctx, as_of);
  const { model, day } = found;
  const market = findMarket(found.markets, query);
  const rows = market === null ? [] : found.rowsOf(market);
  const { tolerance = TASTE.tolerance, days = TASTE.days, parts = PARTS } = query;
  const held = heldBefore(query.held, found, rows);
  const choice: Choice = { tolerance, days, loss, amount, parts, before: held.map(({ before }) => before) };
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  const points = rows.map(pointOf);
  const set = chosenSet(points, choice, model);
  const data: ChoiceView = {
    ...{ market, loss: moneyText(loss), amount: amount === null ? null : moneyText(amount), tolerance, days, parts },
    held: held.map(({ provider, before: { amount: own, tier } }) => ({ provider, amount: moneyText(own), tier })),
    holdings: set.holdings.flatMap((held) => holdingView(held, byKey.get(held.point.key))),
    ...{ total: moneyText(set.total), bound: set.bound, spread: spreadView(set.spread) },
    outcomes: set.spread.outcomes.map(({ lost, chance }) => ({ lost: moneyText(lost), chance: Number(chance) })),
    spreadings: spreadings(points, choice, model).map(spreadingView),
    call: call === null ? null : { cost: moneyText(call), ...ruleFor(call, loss, rows, found, model) },
    day,
  };
  return { data, as_of };
}

/** Services of the market by themselves: whether an answer is right is their doing, not the seller's. */
function ruleFor(call: bigint, loss: bigint, rows: readonly MarketRow[], { services }: MarketRows, model: Model) {
  const ids = [...new Set(rows.flatMap(({ service }) => service?.id ?? []))];
  const own = ids.flatMap((id) => {
    const service = services.get(id);
    return service === undefined ? [] : [service];
  });
  return highValueRule(call, loss, own, model);
}

function holdingView(
  { point, amount, limit, prepayDays, breakEven, expectedLoss }: Holding,
  row: MarketRow | undefined,
) {
  if (row === undefined || row.service === null || row.price === null) return [];
  const { service, instance, price } = row;
  return [
    {
      ...{ key: point.key, service, instance, price, tier: point.rated.tier, high: point.rated.band.high },
      ...{ amount: moneyText(amount), limit: moneyText(limit), prepay_days: prepayDays, break_even_ppm: breakEven },
      expected_loss: moneyText(expectedLoss),
    },
  ];
}

function spreadView({ some, most, all, expected }: LossSpread) {
  return { some: Number(some), most: Number(most), all: Number(all), expected_loss: moneyText(expected) };
}

function spreadingView({ holdings, total, spread }: ChosenSet) {
  return { parts: holdings.length, total: moneyText(total), ...spreadView(spread) };
}
