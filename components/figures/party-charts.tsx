"use client";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
import { shorten } from "#components/ui/shorten.ts";
import type { CaseFiguresView } from "#lib/contract/case-figures.ts";
import { many } from "./figure-words.ts";

type Maintainer = CaseFiguresView["maintainers"][number];
type Operator = CaseFiguresView["operators"][number];
type Series<Row> = { readonly words: string; readonly fill: string; readonly count: (row: Row) => number };

/** Fills that differ in grey as well: full, half, light, hatched, open. */
const FILLS = ["bg-ink", "bg-control", "bg-link", "border border-ink taken", "border border-control"] as const;
/** Rows that are drawn, the most first; the table holds all. */
const DRAWN = 12;

const SEATS: readonly Series<Maintainer>[] = [
  { words: "vote counted, as ruled", fill: FILLS[0], count: ({ counted, dissenting }) => counted - dissenting },
  { words: "vote counted, dissenting", fill: FILLS[2], count: ({ dissenting }) => dissenting },
  { words: "declined or recused", fill: FILLS[1], count: ({ declined, recused }) => declined + recused },
  { words: "no-show or taken out", fill: FILLS[3], count: (row) => row.no_show + row.barred },
];

/** What each maintainer did with its seats: counts, never a rank. */
export function SeatChart({ figures: { maintainers, seats } }: { figures: CaseFiguresView }) {
  const title = `Of ${many(seats.asked, "seat")}, ${many(seats.counted, "vote")} counted, and ${seats.no_show.toLocaleString("en")} did not come`;
  return (
    <RowsChart title={title} who="maintainer" fileName="case-figures-maintainers" rows={maintainers} series={SEATS} />
  );
}

/** One that was decided and is appealed is open as well: it counts as it was decided. */
const undecided = ({ open, cases, upheld, cleared }: Operator) => Math.min(open, cases - upheld - cleared);

const CASES: readonly Series<Operator>[] = [
  { words: "upheld", fill: FILLS[0], count: ({ upheld }) => upheld },
  { words: "not upheld", fill: FILLS[2], count: ({ cleared }) => cleared },
  { words: "open, not decided yet", fill: FILLS[4], count: undecided },
  { words: "ended otherwise", fill: FILLS[1], count: (row) => row.cases - row.upheld - row.cleared - undecided(row) },
];

/** How reports against each operator ended. */
export function OperatorChart({ figures: { operators } }: { figures: CaseFiguresView }) {
  const sum = (count: (row: Operator) => number) => operators.reduce((all, row) => all + count(row), 0);
  const silent = sum((row) => row.silent);
  const title = `Of ${many(
    sum((row) => row.cases),
    "case",
  )} against registered operators, ${sum((row) => row.upheld).toLocaleString("en")} upheld, ${silent.toLocaleString("en")} without an answer`;
  return <RowsChart title={title} who="operator" fileName="case-figures-operators" rows={operators} series={CASES} />;
}

type RowsChartProps<Row> = {
  title: string;
  who: string;
  fileName: string;
  rows: readonly Row[];
  series: readonly Series<Row>[];
};

function RowsChart<Row extends { did: string; name: string | null }>({
  title,
  who,
  fileName,
  rows,
  series,
}: RowsChartProps<Row>) {
  const totalOf = (row: Row) => series.reduce((all, { count }) => all + count(row), 0);
  const drawn = rows.slice(0, DRAWN);
  const most = Math.max(1, ...drawn.map(totalOf));
  const hidden = rows.length - drawn.length;
  const more = hidden > 0 ? ` ${hidden.toLocaleString("en")} more are in the table.` : "";
  return (
    <ChartFigure
      level={3}
      title={title}
      caption={`One bar for each ${who}, as long as its count.${more}`}
      twin={{
        fileName,
        columns: [who, "name", ...series.map(({ words }) => words)],
        rows: rows.map((row) => [row.did, row.name ?? "", ...series.map(({ count }) => count(row))]),
      }}
    >
      <div className="flex flex-col gap-3 py-2">
        <ul className="flex flex-col gap-2">
          {drawn.map((row) => (
            <li key={row.did} className="grid items-center gap-x-3 gap-y-1 sm:grid-cols-[12rem_minmax(0,1fr)_4rem]">
              <span className="truncate text-sm">
                <bdi>{row.name ?? shorten(row.did)}</bdi>
              </span>
              <span aria-hidden className="flex h-3.5 gap-px" style={{ width: `${(totalOf(row) * 100) / most}%` }}>
                {series.map(({ words, fill, count }) =>
                  count(row) === 0 ? null : (
                    <span key={words} className={`rounded-xs ${fill}`} style={{ flexGrow: count(row) }} />
                  ),
                )}
              </span>
              <span className="text-muted text-sm tabular-nums">{totalOf(row).toLocaleString("en")}</span>
            </li>
          ))}
        </ul>
        <ul aria-label="Key" className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-sm">
          {series.map(({ words, fill }) => (
            <li key={words} className="flex items-center gap-1.5">
              <span aria-hidden className={`size-3 rounded-xs ${fill}`} />
              {words}
            </li>
          ))}
        </ul>
      </div>
    </ChartFigure>
  );
}
