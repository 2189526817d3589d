import type { AsOf } from "#lib/contract/common.ts";
import type { PricesView } from "#lib/contract/prices.ts";
import { type PriceChange, type PriceLine, priceChanges, pricesAt } from "#lib/disclosure/price-history.ts";
import { asInstant, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { ReadCtx } from "../context.ts";
import { getProvider } from "./get-provider.ts";
import { readNewestOfType } from "./read-disclosures.ts";

const VERSIONS = 100;

/** Errors: `not-found`, `gone`. */
export async function getPrices(ctx: ReadCtx, id: string, size?: number): Promise<{ data: PricesView; as_of: AsOf }> {
  const { data, as_of } = await getProvider(ctx, id, size);
  const { form } = data;
  const found = await readNewestOfType(ctx, [form.id], "fees", { size: as_of.size, each: VERSIONS });
  const versions = found.get(form.id) ?? [];
  const { kept, broken } = form.disclosures.fees?.facts ?? {};
  const lines =
    form.disclosures.fees?.notApplicable === false ? pricesAt(versions, asInstant(Date.parse(as_of.time))) : [];
  const view = {
    ...{ id: form.id, lines: lines.map(lineView), changes: priceChanges(versions).map(changeView) },
    ...{ kept: Number(kept ?? 0), broken: Number(broken ?? 0) },
  };
  return { data: view, as_of };
}

function lineView({ service, unit, currency, now, next, noticeDays }: PriceLine) {
  const priceView = (of: { readonly price: string; readonly from: Instant } | undefined) =>
    of === undefined ? null : { price: of.price, from: formatInstant(of.from) };
  return { category: service, unit, currency, now: priceView(now), next: priceView(next), notice_days: noticeDays };
}

function changeView({ service, unit, currency, before, after, ...change }: PriceChange) {
  return {
    ...{ category: service, unit, currency, before, after, entry: change.entry },
    ...{ announced_at: formatInstant(change.announcedAt), from: formatInstant(change.from) },
    ...{ promised_days: change.promisedDays, kept: change.isKept },
  };
}
