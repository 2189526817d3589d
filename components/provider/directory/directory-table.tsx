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
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { useMemo } from "react";
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

const features = tableFeatures({ rowSelectionFeature, columnVisibilityFeature });
const MODEL = COLUMNS.map(({ id }) => ({ id, accessorFn: (row: DirectoryLine) => row.id }));
/** So many stand side by side at most. */
const MOST_PICKED = 5;

type Props = CellContext & {
  rows: readonly DirectoryLine[];
  columns: readonly ColumnId[];
  isDense: boolean;
  sort: string;
};

/** One page of the table. Sorted, filtered and cut by the server; the browser knows who is chosen, in the address. */
export function DirectoryTable(props: Props) {
  return (
    <NuqsAdapter>
      <PickingTable {...props} />
    </NuqsAdapter>
  );
}

function PickingTable({ rows, columns, isDense, sort, ...context }: Props) {
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
  const pickOf = ({ id, name }: DirectoryLine) => {
    const row = table.getRow(id);
    const [isPicked, isFull] = [row.getIsSelected(), !row.getCanSelect()];
    return <PickBox {...{ name, isPicked, isFull }} onPick={() => row.toggleSelected()} />;
  };
  const shown = COLUMNS.filter(({ id }) => columnVisibility[id]);
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
            <HeadCell key={column.id} column={column} sortOf={sortOf} />
          ))}
        </THead>
        <TBody>
          {table.getRowModel().rows.map((row) => (
            <Tr key={row.id}>
              <Td label="Compare">{pickOf(row.original)}</Td>
              <Td head>
                <ProviderName provider={row.original} fingerprint="always" />{" "}
                {row.original.isClosing ? <Badge tone="failed">closing</Badge> : null}
                <LookAlikeNote others={row.original.lookAlikes} />
              </Td>
              {shown.map(({ id, title }) => (
                <Td key={id} label={title}>
                  {CELLS[id](row.original, context)}
                </Td>
              ))}
            </Tr>
          ))}
        </TBody>
      </Table>
      <DirectoryCards rows={rows} context={context} pickOf={pickOf} />
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
