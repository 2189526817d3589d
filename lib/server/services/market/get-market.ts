import type { AsOf } from "#lib/contract/common.ts";
import type { Comparison, MarketView, MarketWords } from "#lib/contract/market.ts";
import { marketView } from "#lib/contract/market-views.ts";
import type { Tier } from "#lib/reputation/tier.ts";
import type { ReadCtx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { ServiceError } from "../service-error.ts";
import { readMarketRows } from "./read-market-rows.ts";
import { moneyOf, refusalOf } from "./refuse-money.ts";

export type WordsQuery = { readonly [K in keyof MarketWords]?: string | undefined };

export type MarketQuery = WordsQuery & {
  readonly compare?: Comparison | undefined;
  readonly loss?: string | undefined;
  readonly tolerance?: Tier | undefined;
  readonly days?: number | undefined;
  readonly as_of?: number | undefined;
};

/** What nobody asked otherwise: C or better, a month. */
export const TASTE = { tolerance: "C", days: 30 } as const;

/**
 * Errors: `gone`, `not-an-amount` at `/loss`, `unknown-currency` and `malformed` where there is no such market: with what
 * there is.
 */
export async function getMarket(ctx: ReadCtx, query: MarketQuery): Promise<{ data: MarketView; as_of: AsOf }> {
  const loss = query.loss === undefined ? null : moneyOf(query.loss, "loss");
  const as_of = await resolveAsOf(ctx, query.as_of);
  const market = await readMarketRows(ctx, as_of);
  const compare = query.compare ?? "offers";
  const shown = compare === "offers" ? findMarket(market.markets, query) : null;
  const rows = compare === "offers" ? (shown === null ? [] : market.rowsOf(shown)) : market.instances;
  const { tolerance = TASTE.tolerance, days = TASTE.days } = query;
  const { markets, withoutPrice, day, model } = market;
  const data = marketView(rows, { compare, tolerance, days, loss }, { shown, markets, withoutPrice, day }, model);
  return { data, as_of };
}

/** The first that has the words; null: there is no market at all. Errors: `unknown-currency`, `malformed`. */
export function findMarket(markets: readonly MarketWords[], asked: WordsQuery): MarketWords | null {
  let left = markets;
  for (const name of ["category", "unit", "currency"] as const) {
    const word = asked[name];
    if (word === undefined) continue;
    const fitting = left.filter((market) => market[name] === word);
    if (fitting.length === 0)
      throw noSuchMarket(
        name,
        left.map((market) => market[name]),
      );
    left = fitting;
  }
  const [first] = left;
  return first === undefined ? null : { category: first.category, unit: first.unit, currency: first.currency };
}

const MOST_NAMED = 12;

function noSuchMarket(name: keyof MarketWords, known: readonly string[]): ServiceError {
  const words = [...new Set(known)];
  const named = words.slice(0, MOST_NAMED).join(", ");
  const there =
    words.length === 0
      ? "There are no offers yet."
      : `Offers are in ${named}${words.length > MOST_NAMED ? " and others" : ""}.`;
  if (name === "currency")
    return refusalOf({ code: "unknown-currency", detail: `${there} Nothing is converted here.` }, "currency");
  return new ServiceError("malformed", there, {
    errors: [{ pointer: `/${name}`, detail: there, code: `unknown-${name}` }],
  });
}
