import { choiceView } from "#lib/contract/choice-views.ts";
import type { ChoiceView } from "#lib/contract/choose.ts";
import type { AsOf } from "#lib/contract/common.ts";
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
  const asked = { tolerance, days, loss, amount, parts, held, call };
  const ids = [...new Set(rows.flatMap(({ service }) => service?.id ?? []))];
  const services = ids.flatMap((id) => found.services.get(id) ?? []);
  return { data: choiceView(rows, asked, { market, day, services }, model), as_of };
}
