import { EmptyState } from "#components/ui/states.tsx";
import {
  type NoticeCounts,
  noticeCounts,
  type PriceVersion,
  priceChanges,
  pricesAt,
} from "#lib/disclosure/price-history.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { PriceChangeTable } from "./price-change-table.tsx";
import { PriceList } from "./price-list.tsx";

/** Prices of a provider: now, next, and every change with its notice kept or broken. */
export function PricesSection({
  name,
  names = new Map(),
  versions,
  isCut,
  counts: logged,
  now,
}: {
  name: string;
  /** Of providers that lines name by their id; of others the id stands there. */
  names?: ReadonlyMap<string, string>;
  versions: readonly PriceVersion[];
  /** Older versions stand in the log and were not read here. */
  isCut: boolean;
  /** Over all versions, as the log counts them. */
  counts: NoticeCounts;
  now: Instant;
}) {
  if (versions.length === 0) {
    return (
      <EmptyState title="No price list">
        It has not published what it charges, so no change of a price can be noticed.
      </EmptyState>
    );
  }
  const lines = pricesAt(versions, now);
  const changes = priceChanges(versions);
  const counts = noticeCounts(changes, logged, !isCut);
  return (
    <div className="flex flex-col gap-4">
      {lines.length === 0 ? (
        <p className="text-muted">Its newest version says that prices do not apply.</p>
      ) : (
        <PriceList lines={lines} names={names} now={now} caption={`Prices of ${name}`} />
      )}
      <div>
        {lines.length === 0 && counts.kept + counts.broken === 0 ? null : (
          <p className="font-medium">{noticeSentence(counts)}</p>
        )}
        {changes.length === 0 ? null : (
          <div className="mt-2">
            <PriceChangeTable changes={changes} names={names} caption={`Changes of prices of ${name}`} />
          </div>
        )}
        {isCut ? <p className="mt-2 text-muted text-sm">Older changes stand in the log.</p> : null}
      </div>
    </div>
  );
}

function noticeSentence({ kept, broken }: NoticeCounts): string {
  const all = kept + broken;
  if (all === 0) return "No price has changed since the first list.";
  if (broken === 0)
    return all === 1
      ? "The one change of a price came with the notice promised."
      : `All ${all} changes of prices came with the notice promised.`;
  if (all === 1) return "The one change of a price came with less notice than promised.";
  return `${broken} of ${all} changes of prices came with less notice than promised.`;
}
