import { type Ask, askOf, type Params } from "#components/market/front/ask.ts";
import type { AsOf } from "#lib/contract/common.ts";
import type { MarketView } from "#lib/contract/market.ts";
import type { ReadCtx } from "#lib/server/services/context.ts";
import { getMarket } from "#lib/server/services/market/get-market.ts";
import { isServiceError } from "#lib/server/services/service-error.ts";

export type AskedMarket = {
  readonly ask: Ask;
  readonly market: MarketView;
  readonly asOf: AsOf;
  /** There is no such market; the preset one is shown. */
  readonly problem: string | undefined;
};

/** The market that an address asks for, and where it asks for none that there is, the preset one and why. */
export async function askMarket(ctx: ReadCtx, params: Params): Promise<AskedMarket> {
  const ask = askOf(params);
  const { category, unit, currency, loss } = ask;
  try {
    if (params.compare === "instances") {
      const { data, as_of } = await getMarket(ctx, { loss, compare: "instances" });
      return { ask, market: data, asOf: as_of, problem: undefined };
    }
    const { data, as_of } = await getMarket(ctx, { category, unit, currency, loss });
    return { ask, market: data, asOf: as_of, problem: undefined };
  } catch (error) {
    if (!isServiceError(error) || (error.code !== "malformed" && error.code !== "unknown-currency")) throw error;
    const { data, as_of } = await getMarket(ctx, { loss });
    return { ask, market: data, asOf: as_of, problem: error.message };
  }
}
