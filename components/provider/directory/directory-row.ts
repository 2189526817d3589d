/** A provider as one line of the table. */
import type { DirectoryRow } from "#lib/contract/directory.ts";
import type { ProviderRow } from "../provider-row.ts";

export type DirectoryLine = Omit<ProviderRow, "registeredAt"> & {
  readonly price: string | null;
  readonly isPriceStale: boolean;
  readonly cases: DirectoryRow["cases"];
  readonly depth: string | null;
  readonly jurisdiction: string | null;
};

/** `row`: what is the provider's own; `found`: what the table knows beside it. */
export function directoryLine({ registeredAt: _, ...row }: ProviderRow, found: DirectoryRow): DirectoryLine {
  const { price, price_stale_since, cases, marks, jurisdiction } = found;
  return { ...row, price, isPriceStale: price_stale_since !== null, cases, depth: marks?.depth ?? null, jurisdiction };
}
