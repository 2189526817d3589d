/** A set to hold as its page and the API show it. Pure. */
import {
  type Choice,
  type ChosenSet,
  chosenSet,
  type HeldBefore,
  type Holding,
  spreadings,
} from "#lib/reputation/market/choose.ts";
import { highValueRule } from "#lib/reputation/market/high-value.ts";
import type { LossSpread } from "#lib/reputation/market/loss-spread.ts";
import type { Model } from "#lib/reputation/model.ts";
import { moneyText } from "#lib/reputation/money.ts";
import type { ChoiceView } from "./choose.ts";
import { keyOf, type MarketRow, pointOf } from "./market-views.ts";

/** `before` of a choice, with whose it is. */
export type HeldAt = { readonly provider: { readonly id: string; readonly name: string }; readonly before: HeldBefore };

export type ChoiceAsk = Omit<Choice, "before"> & {
  readonly held: readonly HeldAt[];
  /** What a wrong answer would cost, in millionths; null: not asked. */
  readonly call: bigint | null;
};

/** `services`: of the market by themselves, since whether an answer is right is their doing, not the seller's. */
type Around = Pick<ChoiceView, "market" | "day"> & { readonly services: Parameters<typeof highValueRule>[2] };

/** `rows`: the offers of one market. */
export function choiceView(
  rows: readonly MarketRow[],
  { held, call, ...asked }: ChoiceAsk,
  { market, day, services }: Around,
  model: Model,
): ChoiceView {
  const { loss, amount, tolerance, days, parts } = asked;
  const choice: Choice = { ...asked, before: held.map(({ before }) => before) };
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  const points = rows.map(pointOf);
  const set = chosenSet(points, choice, model);
  return {
    ...{ market, loss: moneyText(loss), amount: amount === null ? null : moneyText(amount), tolerance, days, parts },
    held: held.map(({ provider, before: { amount: own, tier } }) => ({ provider, amount: moneyText(own), tier })),
    holdings: set.holdings.flatMap((one) => holdingView(one, byKey.get(one.point.key))),
    ...{ total: moneyText(set.total), bound: set.bound, spread: spreadView(set.spread) },
    outcomes: set.spread.outcomes.map(({ lost, chance }) => ({ lost: moneyText(lost), chance: Number(chance) })),
    spreadings: spreadings(points, choice, model).map(spreadingView),
    call: call === null ? null : { cost: moneyText(call), ...highValueRule(call, loss, services, model) },
    day,
  };
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
