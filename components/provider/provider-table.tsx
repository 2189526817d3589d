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
import { useMemo } from "react";
import { MarksLine } from "#components/marks/marks-line.tsx";
import { oneIn, percentText } from "#components/marks/marks-words.ts";
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
import {
  limitText,
  matches,
  type ProviderRow,
  type RowMarks,
  riskRank,
  STALENESS_TONES,
  STALENESS_WORDS,
} from "./provider-row.ts";

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { text: sortFn_text, basic: sortFn_basic },
});

const COLUMNS = [
  { id: "name", title: "Name", accessorFn: (row: ProviderRow) => row.name, sortFn: "text" as const },
  { id: "tier", title: "Tier", accessorFn: (row: ProviderRow) => riskOrder(row.marks), sortFn: "basic" as const },
  {
    id: "limit",
    title: "Your limit",
    accessorFn: (row: ProviderRow) => row.marks?.limit_percent ?? -1,
    sortFn: "basic" as const,
  },
  {
    id: "chance",
    title: "At worst within a year",
    accessorFn: (row: ProviderRow) => row.marks?.probability.high ?? 1_000_001,
    sortFn: "basic" as const,
  },
  {
    id: "shows",
    title: "Shows",
    accessorFn: (row: ProviderRow) => row.marks?.transparency ?? -1,
    sortFn: "basic" as const,
  },
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
];
/** Columns of marks: none where nothing is rated. */
const OF_MARKS: readonly string[] = ["tier", "limit", "chance", "shows"];
/** By risk, and among equals by the chance: what nobody rated comes last. */
const riskOrder = (marks: RowMarks | null) =>
  marks === null ? Number.MAX_SAFE_INTEGER : (riskRank(marks) ?? 0) * 1_000_001 + marks.probability.high;
const COLUMN_IDS = COLUMNS.map(({ id }) => id);
const SORTS = COLUMN_IDS.flatMap((id) => [id, `-${id}`]);
const PAGE_ROWS = 50;

const urlState = {
  sort: parseAsStringLiteral(SORTS).withDefault("name"),
  q: parseAsString.withDefault(""),
  kind: parseAsStringLiteral(["instance", "service"]),
  identity: parseAsStringLiteral(["published", "missing"]),
  tier: parseAsStringLiteral(["A", "B", "C", "D", "E"]),
  loss: parseAsString.withDefault(""),
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
  const isRated = rows.some(({ marks }) => marks !== null);
  const columns = COLUMNS.filter(({ id }) => isRated || !OF_MARKS.includes(id));
  const sortBy = (id: string) => setState({ sort: state.sort === id ? `-${id}` : id, page: null });

  return (
    <div className="flex flex-col gap-3">
      <ProviderFilterBar
        filter={state}
        loss={state.loss}
        isRated={isRated}
        onChange={(change) => void setState({ ...change, page: null })}
        count={sorted.length}
        total={rows.length}
      />
      {sorted.length === 0 ? (
        <EmptyState
          title="No provider is like that"
          action={
            <Button onClick={() => void setState({ q: null, kind: null, identity: null, tier: null })}>Show all</Button>
          }
        >
          {rows.length} are listed in all.
        </EmptyState>
      ) : (
        <Table caption="Providers">
          <THead>
            {columns.map(({ id, title }) => (
              <Th key={id} sort={{ direction: directionOf(id), onSort: () => void sortBy(id) }}>
                {title}
              </Th>
            ))}
          </THead>
          <TBody>
            {onPage.map((row) => (
              <ProviderLine key={row.id} row={row} isRated={isRated} loss={state.loss} now={now} />
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

function ProviderLine({ row, isRated, loss, now }: { row: ProviderRow; isRated: boolean; loss: string; now: number }) {
  return (
    <Tr>
      <Td head>
        <ProviderName provider={row} fingerprint="always" />{" "}
        {row.isClosing ? <Badge tone="failed">closing</Badge> : null}
        <LookAlikeNote others={row.lookAlikes} />
      </Td>
      {isRated ? <MarkCells marks={row.marks} loss={loss} /> : null}
      <Td label="Kind">{row.kind}</Td>
      <Td label="Operator">
        <Link look="quiet" href={`/log?issuer=${encodeURIComponent(row.operator)}`}>
          <bdi>{row.operatorName}</bdi>
        </Link>
      </Td>
      <Td label="Identity">
        <IdentityState row={row} now={now} />
      </Td>
      <Td label="Last heartbeat">
        <LastBeat row={row} now={now} />
      </Td>
    </Tr>
  );
}

/** The letter, what it allows, the upper end that decides it, and how much is shown. */
function MarkCells({ marks, loss }: { marks: RowMarks | null; loss: string }) {
  if (marks === null)
    return OF_MARKS.map((id) => (
      <Td key={id}>
        <span className="text-muted">not rated</span>
      </Td>
    ));
  const { tier, is_shut: isShut, probability, decided_by: decidedBy, transparency } = marks;
  return (
    <>
      <Td label="Tier">
        <MarksLine tier={tier} isShut={isShut} short />
      </Td>
      <Td label="Your limit">{limitText(marks, loss)}</Td>
      <Td label="At worst within a year">
        {tier === "unrated" ? (
          <span className="text-muted">too little known</span>
        ) : (
          <span title={`${percentText(probability.low)} to ${percentText(probability.high)}`}>
            {oneIn(probability.high)} {decidedBy === "failure" ? "fail" : "at fault"}
          </span>
        )}
      </Td>
      <Td label="Shows">{transparency} of 4</Td>
    </>
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
    "tier",
    "shut",
    "limit_percent",
    "estimate_ppm",
    "low_ppm",
    "high_ppm",
    "shows",
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
      row.marks?.tier ?? null,
      row.marks === null ? null : row.marks.is_shut ? "yes" : "no",
      row.marks?.limit_percent ?? null,
      row.marks?.probability.estimate ?? null,
      row.marks?.probability.low ?? null,
      row.marks?.probability.high ?? null,
      row.marks?.transparency ?? null,
      row.lookAlikes.map(({ id }) => id).join(" "),
      asOf.size,
      asOf.time,
    ]),
  );
}
