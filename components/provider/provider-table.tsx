"use client";
import {
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  sortFn_basic,
  sortFn_text,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { Download } from "lucide-react";
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { type ReactNode, useMemo } from "react";
import { LookAlikeNote } from "#components/names/look-alike-warning.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { saveFile } from "#lib/client/save-file.ts";
import type { AsOf } from "#lib/contract/common.ts";
import { toCsv } from "#lib/contract/csv.ts";
import { HEARTBEAT_WORDS } from "./heartbeat-words.ts";
import { ProviderFilterBar } from "./provider-filter-bar.tsx";
import { ProviderName } from "./provider-name.tsx";
import { matches, type ProviderRow, STALENESS_TONES, STALENESS_WORDS } from "./provider-row.ts";

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { text: sortFn_text, basic: sortFn_basic },
});

const COLUMNS = [
  { id: "name", title: "Name", accessorFn: (row: ProviderRow) => row.name, sortFn: "text" as const },
  { id: "kind", title: "Kind", accessorFn: (row: ProviderRow) => row.kind, sortFn: "text" as const },
  { id: "operator", title: "Operator", accessorFn: (row: ProviderRow) => row.operatorName, sortFn: "text" as const },
  {
    id: "identity",
    title: "Identity",
    accessorFn: (row: ProviderRow) => row.identityUntil ?? 0,
    sortFn: "basic" as const,
  },
  {
    id: "heartbeat",
    title: "Last heartbeat",
    accessorFn: (row: ProviderRow) => row.lastBeat ?? 0,
    sortFn: "basic" as const,
  },
  {
    id: "registered",
    title: "Registered",
    accessorFn: (row: ProviderRow) => row.registeredAt,
    sortFn: "basic" as const,
  },
];
type ColumnId = "name" | "kind" | "operator" | "identity" | "heartbeat" | "registered";
const COLUMN_IDS = COLUMNS.map(({ id }) => id);
const SORTS = COLUMN_IDS.flatMap((id) => [id, `-${id}`]);
const PAGE_ROWS = 50;

const urlState = {
  sort: parseAsStringLiteral(SORTS).withDefault("name"),
  q: parseAsString.withDefault(""),
  kind: parseAsStringLiteral(["instance", "service"]),
  identity: parseAsStringLiteral(["published", "missing"]),
  page: parseAsInteger.withDefault(1),
};

function sortingOf(sort: string): SortingState {
  return [{ id: sort.replace(/^-/, ""), desc: sort.startsWith("-") }];
}

/** The list of providers: sorted and filtered in the browser, all of it in the URL. */
export function ProviderTable({ rows, asOf }: { rows: readonly ProviderRow[]; asOf: AsOf }) {
  const [state, setState] = useQueryStates(urlState, { history: "replace" });
  const now = Date.parse(asOf.time);
  const shown = useMemo(() => rows.filter((row) => matches(row, state)), [rows, state]);
  const sorting = useMemo(() => sortingOf(state.sort), [state.sort]);
  const table = useTable({ features, columns: COLUMNS, data: shown, state: { sorting } });
  const sorted = table.getRowModel().rows.map((row) => row.original);
  const pages = Math.max(1, Math.ceil(sorted.length / PAGE_ROWS));
  const page = Math.min(Math.max(1, state.page), pages);
  const onPage = sorted.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS);

  const directionOf = (id: string) =>
    state.sort === id ? "ascending" : state.sort === `-${id}` ? "descending" : ("none" as const);
  const sortBy = (id: string) => setState({ sort: state.sort === id ? `-${id}` : id, page: null });

  return (
    <div className="flex flex-col gap-3">
      <ProviderFilterBar
        filter={state}
        onChange={(change) => void setState({ ...change, page: null })}
        count={sorted.length}
        total={rows.length}
      />
      {sorted.length === 0 ? (
        <EmptyState
          title="No provider is like that"
          action={<Button onClick={() => void setState({ q: null, kind: null, identity: null })}>Show all</Button>}
        >
          {rows.length} are listed in all.
        </EmptyState>
      ) : (
        <Table caption="Providers">
          <THead>
            {COLUMNS.map(({ id, title }) => (
              <Th key={id} sort={{ direction: directionOf(id), onSort: () => void sortBy(id) }}>
                {title}
              </Th>
            ))}
          </THead>
          <TBody>
            {onPage.map((row) => (
              <ProviderLine key={row.id} row={row} now={now} />
            ))}
          </TBody>
        </Table>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Button size="sm" variant="quiet" onClick={() => saveFile("providers.csv", csvOf(sorted, asOf), "text/csv")}>
          <Download aria-hidden />
          {sorted.length === 1 ? "This row as CSV" : `These ${sorted.length.toLocaleString("en")} rows as CSV`}
        </Button>
        {pages === 1 ? null : (
          <span className="flex items-center gap-2 text-sm">
            <Button size="sm" disabled={page === 1} onClick={() => void setState({ page: page - 1 })}>
              Previous
            </Button>
            page {page} of {pages}
            <Button size="sm" disabled={page === pages} onClick={() => void setState({ page: page + 1 })}>
              Next
            </Button>
          </span>
        )}
      </div>
    </div>
  );
}

function ProviderLine({ row, now }: { row: ProviderRow; now: number }) {
  const cells: Record<ColumnId, ReactNode> = {
    name: (
      <>
        <ProviderName provider={row} fingerprint="always" />{" "}
        {row.isClosing ? <Badge tone="failed">closing</Badge> : null}
        <LookAlikeNote others={row.lookAlikes} />
      </>
    ),
    kind: row.kind,
    operator: (
      <Link look="quiet" href={`/log?issuer=${encodeURIComponent(row.operator)}`}>
        <bdi>{row.operatorName}</bdi>
      </Link>
    ),
    identity: <IdentityState row={row} now={now} />,
    heartbeat: <LastBeat row={row} now={now} />,
    registered: <TimeText at={row.registeredAt} precision="day" />,
  };
  return (
    <Tr>
      <Td head>{cells.name}</Td>
      <Td label="Kind">{cells.kind}</Td>
      <Td label="Operator">{cells.operator}</Td>
      <Td label="Identity">{cells.identity}</Td>
      <Td label="Last heartbeat">{cells.heartbeat}</Td>
      <Td label="Registered">{cells.registered}</Td>
    </Tr>
  );
}

function LastBeat({ row, now }: { row: ProviderRow; now: number }) {
  if (row.lastBeat === null) return <span className="text-muted">none offered</span>;
  const { word, tone } = HEARTBEAT_WORDS[row.heartbeat];
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-1.5">
      {tone === "neutral" ? null : <Badge tone={tone}>{word}</Badge>}
      <TimeText at={row.lastBeat} now={now} />
      {row.heartbeat === "unarmed" ? <span className="text-muted text-sm">{word}</span> : null}
    </span>
  );
}

function IdentityState({ row, now }: { row: ProviderRow; now: number }) {
  const tone = STALENESS_TONES[row.identity];
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-1.5">
      {tone === "neutral" ? STALENESS_WORDS[row.identity] : <Badge tone={tone}>{STALENESS_WORDS[row.identity]}</Badge>}
      {row.identityUntil === null ? null : (
        <span className="text-muted text-sm">
          {row.identityUntil > now ? "renew " : "ended "}
          <TimeText at={row.identityUntil} now={now} />
        </span>
      )}
    </span>
  );
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** What is shown, in its order; every row says from which state of the log it is. */
function csvOf(rows: readonly ProviderRow[], asOf: AsOf): string {
  const columns = [
    "provider",
    "name",
    "name_proven",
    "kind",
    "operator",
    "operator_name",
    "identity",
    "identity_renew_by",
    "heartbeat",
    "last_heartbeat",
    "registered",
    "name_like",
    "as_of_size",
    "as_of_time",
  ];
  return toCsv(
    columns,
    rows.map((row) => [
      row.id,
      row.name,
      row.proven ? "yes" : "no",
      row.kind,
      row.operator,
      row.operatorName,
      STALENESS_WORDS[row.identity],
      iso(row.identityUntil),
      row.heartbeat,
      iso(row.lastBeat),
      iso(row.registeredAt),
      row.lookAlikes.map(({ id }) => id).join(" "),
      asOf.size,
      asOf.time,
    ]),
  );
}
