"use client";
import { useSearchParams } from "next/navigation";
import { oneUnit, pricedUnits } from "#components/market/priced-units.ts";
import { LookAlikeNote } from "#components/names/look-alike-warning.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { CompareBar, PickBox } from "../compare-pick.tsx";
import { ProviderName } from "../provider-name.tsx";
import { DirectoryCards } from "./directory-cards.tsx";
import { CELLS, type CellContext } from "./directory-cells.tsx";
import { COLUMNS, type Column, type ColumnId } from "./directory-columns.ts";
import { hrefWith } from "./directory-href.ts";
import type { DirectoryLine } from "./directory-row.ts";
import { MOST_PICKED, toggled } from "./picked.ts";
import { usePicked } from "./use-picked.ts";

type Props = Omit<CellContext, "unit"> & {
  rows: readonly DirectoryLine[];
  columns: readonly ColumnId[];
  isDense: boolean;
  sort: string;
};

/** One page of the table. Sorted, filtered and cut by the server; the browser knows who is chosen, in the address. */
export function DirectoryTable({ rows, columns, isDense, sort, ...given }: Props) {
  const params = new URLSearchParams(useSearchParams());
  const [picked, pick] = usePicked();
  const pickOf = ({ id, name }: DirectoryLine) => {
    const isPicked = picked.includes(id);
    const isFull = !isPicked && picked.length >= MOST_PICKED;
    return <PickBox {...{ name, isPicked, isFull }} onPick={() => pick(toggled(picked, id))} />;
  };
  const unit = oneUnit(rows.flatMap(({ priced }) => priced ?? []));
  const context = { ...given, unit };
  const units = unit === undefined ? "" : pricedUnits(unit);
  const shown = COLUMNS.filter(({ id }) => columns.includes(id));
  const sortOf = (by: string) => ({
    direction: sort === by ? ("ascending" as const) : sort === `-${by}` ? ("descending" as const) : ("none" as const),
    href: hrefWith(params, { sort: sort === by ? `-${by}` : by }),
  });
  return (
    <>
      <Table caption="Providers" dense={isDense} cards={false} className="max-sm:hidden">
        <THead>
          <Th>
            <span className="sr-only">Compare</span>
          </Th>
          <Th sort={sortOf("name")}>Name</Th>
          {shown.map((column) => (
            <HeadCell key={column.id} column={column} of={column.id === "price" ? units : ""} sortOf={sortOf} />
          ))}
        </THead>
        <TBody>
          {rows.map((row) => (
            <Tr key={row.id}>
              <Td label="Compare">{pickOf(row)}</Td>
              <Td head>
                <ProviderName provider={row} fingerprint="always" />{" "}
                {row.closing === null ? null : <Badge tone="failed">{row.closing.isOver ? "closed" : "closing"}</Badge>}
                <LookAlikeNote others={row.lookAlikes} />
              </Td>
              {shown.map(({ id, title }) => (
                <Td key={id} label={title}>
                  {CELLS[id](row, context)}
                </Td>
              ))}
            </Tr>
          ))}
        </TBody>
      </Table>
      {units === "" ? null : <p className="text-muted text-sm sm:hidden">Prices are for {units}.</p>}
      <DirectoryCards rows={rows} context={context} pickOf={pickOf} />
      <CompareBar picked={picked} onClear={() => pick([])} />
    </>
  );
}

function HeadCell({
  column: { title, sort },
  of,
  sortOf,
}: {
  column: Column;
  /** What its numbers are for; empty: that needs no word. */
  of: string;
  sortOf: (by: string) => { direction: "ascending" | "descending" | "none"; href: string };
}) {
  return <Th {...(sort === null ? {} : { sort: sortOf(sort) })}>{of === "" ? title : `${title} of ${of}`}</Th>;
}
