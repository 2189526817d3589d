import type { AsOf } from "#lib/contract/common.ts";
import type { LedgerSeries } from "#lib/contract/ledger.ts";
import type { Ctx } from "../context.ts";
import { getProvider } from "../provider/get-provider.ts";
import { ServiceError } from "../service-error.ts";
import { readSeries } from "./list-series.ts";

/** One series with what the sixteen rules say of it now. Errors: `not-found`. */
export async function getLedgerSeries(
  ctx: Ctx,
  providerId: string,
  series: string,
): Promise<{ data: LedgerSeries; as_of: AsOf }> {
  const { data, as_of } = await getProvider(ctx, providerId);
  const [found] = await readSeries(ctx, data.form, as_of, series);
  if (found !== undefined) return { data: found, as_of };
  throw new ServiceError("not-found", "This provider has no such series of ledger digests.");
}
