/** A provider as one line of the table. */
import type { DirectoryRow } from "#lib/contract/directory.ts";
import type { ProviderRow } from "../provider-row.ts";

export type DirectoryLine = Omit<ProviderRow, "registeredAt"> & {
  readonly price: string | null;
  /** In another market than the one shown. */
  readonly ownPrice: DirectoryRow["own_price"];
  readonly isPriceStale: boolean;
  readonly cases: DirectoryRow["cases"];
  readonly depth: string | null;
  readonly jurisdiction: string | null;
  /** Empty where no column shows it. */
  readonly beside: RowBeside;
};

export type RowBeside = NonNullable<DirectoryRow["beside"]>;

const NOTHING: RowBeside = { score: null, trend: [], regulation: null };

/** `row`: what is the provider's own; `found`: what the table knows beside it. */
export function directoryLine({ registeredAt: _, ...row }: ProviderRow, found: DirectoryRow): DirectoryLine {
  const { price, own_price: ownPrice, price_stale_since, cases, marks, jurisdiction, beside = NOTHING } = found;
  const priced = { price, ownPrice, isPriceStale: price_stale_since !== null };
  return { ...row, ...priced, cases, depth: marks?.depth ?? null, jurisdiction, beside };
}
