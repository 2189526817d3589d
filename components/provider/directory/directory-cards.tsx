import type { ReactNode } from "react";
import { MarksLine } from "#components/marks/marks-line.tsx";
import { LookAlikeNote } from "#components/names/look-alike-warning.tsx";
import { ProviderName } from "../provider-name.tsx";
import { limitText } from "../row-words.ts";
import type { CellContext } from "./directory-cells.tsx";
import type { DirectoryLine } from "./directory-row.ts";
import { besidePrice, reasonOf } from "./directory-words.ts";

/** The rows on a narrow screen: name and tier, limit and price, one reason. */
export function DirectoryCards({
  rows,
  context,
  pickOf,
}: {
  rows: readonly DirectoryLine[];
  context: CellContext;
  /** The box that takes a row into the comparison. */
  pickOf: (row: DirectoryLine) => ReactNode;
}) {
  return (
    <ul aria-label="Providers" className="divide-y divide-divider border-divider border-y sm:hidden">
      {rows.map((row) => (
        <li key={row.id} className="flex items-start gap-3 py-2.5">
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-baseline justify-between gap-x-3">
              <ProviderName provider={row} />
              {row.marks === null ? null : (
                <MarksLine tier={row.marks.tier} isShut={row.marks.is_shut && row.closing === null} />
              )}
            </p>
            <p className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span>{row.marks === null ? "not rated" : `keep ${limitText(row.marks, context.loss)}`}</span>
              <CardPrice row={row} context={context} />
            </p>
            <p className="text-muted text-sm">{reasonOf(row)}</p>
            <LookAlikeNote others={row.lookAlikes} />
          </div>
          {pickOf(row)}
        </li>
      ))}
    </ul>
  );
}

function CardPrice({ row: { priced, isPriceStale }, context }: { row: DirectoryLine; context: CellContext }) {
  if (priced === null) return null;
  const beside = besidePrice(priced, context);
  return (
    <span className="tabular-nums">
      {priced.price} {priced.currency}
      {isPriceStale ? ", ended" : ""}
      {beside === "" ? null : <bdi className="text-muted text-sm">, {beside}</bdi>}
    </span>
  );
}
