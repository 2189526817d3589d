"use client";
import {
  columnVisibilityFeature,
  type RowSelectionState,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useSearchParams } from "next/navigation";
import { parseAsArrayOf, parseAsString, useQueryState } from "nuqs";
import { useMemo } from "react";
import { LookAlikeNote } from "#components/names/look-alike-warning.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { CompareBar, PickBox } from "../compare-pick.tsx";
import { ProviderName } from "../provider-name.tsx";
import { hrefWith } from "./directory-ask.ts";
import { CELLS, type CellContext } from "./directory-cells.tsx";
import { COLUMNS, type Column, type ColumnId } from "./directory-columns.ts";
import type { DirectoryLine } from "./directory-row.ts";

const features = tableFeatures({ rowSelectionFeature, columnVisibilityFeature });
const MODEL = COLUMNS.map(({ id }) => ({ id, accessorFn: (row: DirectoryLine) => row.id }));
/** A card of a narrow screen holds what one decides by. */
const LESSER: ReadonlySet<ColumnId> = new Set(["cases", "shows", "signal"]);
/** So many stand side by side at most. */
const MOST_PICKED = 5;

type Props = CellContext & {
  rows: readonly DirectoryLine[];
  columns: readonly ColumnId[];
  isDense: boolean;
  sort: string;
};

/** One page of the table. Sorted, filtered and cut by the server; the browser knows who is chosen, in the address. */
export function DirectoryTable({ rows, columns, isDense, sort, ...context }: Props) {
  const params = new URLSearchParams(useSearchParams());
  const [picked, setPicked] = useQueryState("pick", parseAsArrayOf(parseAsString).withDefault([]));
  const rowSelection = useMemo((): RowSelectionState => Object.fromEntries(picked.map((id) => [id, true])), [picked]);
  const columnVisibility = useMemo(
    () => Object.fromEntries(COLUMNS.map(({ id }) => [id, columns.includes(id)])),
    [columns],
  );
  const pick = (next: RowSelectionState) => {
    const ids = Object.keys(next).filter((id) => next[id]);
    void setPicked(ids.length === 0 ? null : ids);
  };
  const table = useTable({
    features,
    columns: MODEL,
    data: rows as DirectoryLine[],
    getRowId: ({ id }) => id,
    enableRowSelection: ({ id }) => picked.includes(id) || picked.length < MOST_PICKED,
    onRowSelectionChange: (change) => pick(typeof change === "function" ? change(rowSelection) : change),
    state: { rowSelection, columnVisibility },
  });
  const shown = COLUMNS.filter(({ id }) => columnVisibility[id]);
  const sortOf = (by: string) => ({
    direction: sort === by ? ("ascending" as const) : sort === `-${by}` ? ("descending" as const) : ("none" as const),
    href: hrefWith(params, { sort: sort === by ? `-${by}` : by }),
  });
  return (
    <>
      <Table caption="Providers" dense={isDense}>
        <THead>
          <Th>
            <span className="sr-only">Compare</span>
          </Th>
          <Th sort={sortOf("name")}>Name</Th>
          {shown.map((column) => (
            <HeadCell key={column.id} column={column} sortOf={sortOf} />
          ))}
        </THead>
        <TBody>
          {table.getRowModel().rows.map((row) => (
            <Tr key={row.id}>
              <Td label="Compare" className="max-sm:order-last">
                <PickBox
                  name={row.original.name}
                  isPicked={row.getIsSelected()}
                  isFull={!row.getCanSelect()}
                  onPick={() => row.toggleSelected()}
                />
              </Td>
              <Td head>
                <ProviderName provider={row.original} fingerprint="always" />{" "}
                {row.original.isClosing ? <Badge tone="failed">closing</Badge> : null}
                <LookAlikeNote others={row.original.lookAlikes} />
              </Td>
              {shown.map(({ id, title }) => (
                <Td key={id} label={title} className={LESSER.has(id) ? "max-sm:group-data-cards/table:hidden" : ""}>
                  {CELLS[id](row.original, context)}
                </Td>
              ))}
            </Tr>
          ))}
        </TBody>
      </Table>
      <CompareBar picked={picked} onClear={() => pick({})} />
    </>
  );
}

function HeadCell({
  column: { title, sort },
  sortOf,
}: {
  column: Column;
  sortOf: (by: string) => { direction: "ascending" | "descending" | "none"; href: string };
}) {
  return <Th {...(sort === null ? {} : { sort: sortOf(sort) })}>{title}</Th>;
}
