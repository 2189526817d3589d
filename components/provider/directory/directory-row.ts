/** A provider as one line of the table. */
import type { DirectoryRow, DirectoryView } from "#lib/contract/directory.ts";
import type { MarketWords } from "#lib/contract/market.ts";
import type { ProviderRow } from "../provider-row.ts";

export type DirectoryLine = Omit<ProviderRow, "registeredAt"> & {
  /** Decimal text, for 1,000 units; null: it names none, or none in the market that was asked for. */
  readonly priced: (MarketWords & { readonly price: string }) | null;
  readonly isPriceStale: boolean;
  readonly cases: DirectoryRow["cases"];
  readonly depth: string | null;
  /** ISO 3166. */
  readonly jurisdiction: string | null;
  /** Empty where no column shows it. */
  readonly beside: RowBeside;
};

export type RowBeside = NonNullable<DirectoryRow["beside"]>;

const NOTHING: RowBeside = { score: null, trend: [], regulation: null };

/** `row`: what is the provider's own; `found`: what the table knows beside it; `market`: whose prices the table shows first. */
export function directoryLine(
  { registeredAt: _, ...row }: ProviderRow,
  found: DirectoryRow,
  market: DirectoryView["market"],
): DirectoryLine {
  const { price, own_price: own, price_stale_since, cases, marks, jurisdiction, beside = NOTHING } = found;
  const priced = price === null || market === null ? own : { ...market, price };
  const isPriceStale = price_stale_since !== null;
  return { ...row, priced, isPriceStale, cases, depth: marks?.depth ?? null, jurisdiction, beside };
}
