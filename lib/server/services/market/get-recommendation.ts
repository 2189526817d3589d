import type { AsOf } from "#lib/contract/common.ts";
import type { MarketWords } from "#lib/contract/market.ts";
import type { MarketRows } from "#lib/contract/market-rows.ts";
import { recommendationView } from "#lib/contract/recommendation-views.ts";
import type { RecommendationView } from "#lib/contract/recommendations.ts";
import { modelHash } from "#lib/reputation/model.ts";
import type { Tier } from "#lib/reputation/tier.ts";
import type { ReadCtx } from "../context.ts";
import { refuse } from "../service-error.ts";
import { settledAsOf } from "../state/settled-as-of.ts";
import { TASTE } from "./get-market.ts";
import { readMarketRows } from "./read-market-rows.ts";
import { moneyOf } from "./refuse-money.ts";

export type RecommendationQuery = MarketWords & {
  readonly tolerance?: Tier | undefined;
  readonly days?: number | undefined;
  readonly loss?: string | undefined;
  readonly budget?: string | undefined;
  readonly max_price?: string | undefined;
};

/**
 * As of the newest logged state root, whose marks are proven; before the first, of the newest size. Its time is the log time of that
 * size's last entry: who asks the same at the same size has the same answer, whatever clocks say. Errors: `not-an-amount`,
 * `malformed` at `/loss`, without which no limit can be held against a budget.
 */
export async function getRecommendation(
  ctx: ReadCtx,
  query: RecommendationQuery,
): Promise<{ data: RecommendationView; as_of: AsOf }> {
  const { category, unit, currency } = query;
  const amountOf = (name: "loss" | "budget" | "max_price") => {
    const text = query[name];
    return text === undefined ? null : moneyOf(text, name);
  };
  const [loss, budget, price] = [amountOf("loss"), amountOf("budget"), amountOf("max_price")];
  if (budget !== null && loss === null) {
    const detail = "A budget is held against limits: say what you could lose at one blow.";
    throw refuse({ code: "malformed", pointer: "/loss", detail });
  }
  const as_of = await settledAsOf(ctx);
  const { rowsOf, model, day } = await rowsAt(ctx, as_of);
  const market = { category, unit, currency };
  const { tolerance = TASTE.tolerance, days = TASTE.days } = query;
  const ask = { tolerance, days, loss, budget, price };
  const around = { market, day, model: day === null ? null : modelHash(model) };
  return { data: recommendationView(rowsOf(market), ask, around, model), as_of };
}

/** What a size gives stays so, while heads come and go. */
const kept = new WeakMap<ReadCtx, { readonly size: number; readonly rows: Promise<MarketRows> }>();

function rowsAt(ctx: ReadCtx, asOf: AsOf): Promise<MarketRows> {
  const known = kept.get(ctx);
  if (known?.size === asOf.size) return known.rows;
  const rows = readMarketRows(ctx, asOf);
  kept.set(ctx, { size: asOf.size, rows });
  rows.catch(() => kept.delete(ctx));
  return rows;
}
