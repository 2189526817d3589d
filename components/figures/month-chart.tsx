"use client";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
import type { CaseFiguresView } from "#lib/contract/case-figures.ts";
import { decidedCount, many, monthsTitle } from "./figure-words.ts";

type Month = CaseFiguresView["months"][number];

/** Fills that differ in grey as well: full, half, light, hatched. */
const SERIES = [
  { member: "by_machine", words: "proven by machine, not contested", fill: "bg-ink" },
  { member: "admitted", words: "admitted", fill: "bg-control" },
  { member: "on_merits", words: "by people, both sides heard", fill: "bg-link" },
  { member: "on_silence", words: "by people, no answer", fill: "border border-ink taken" },
] as const;

/** Newest months that are drawn; the table holds all. */
const DRAWN = 24;

/** What was reported and what was decided, month by month: two different lots, so two bars. */
export function MonthChart({ figures, level = 2 }: { figures: CaseFiguresView; level?: 2 | 3 }) {
  const months = figures.months.slice(-DRAWN);
  const most = Math.max(1, ...months.flatMap((month) => [month.filed, decidedCount(month)]));
  const hidden = figures.months.length - months.length;
  return (
    <ChartFigure
      level={level}
      title={monthsTitle(figures)}
      caption={`Reports by the month in which they were filed, decisions by the month in which they came.${hidden > 0 ? ` The newest ${DRAWN} months are drawn; the table has all.` : ""}`}
      twin={{
        fileName: "case-figures-months",
        columns: ["month", "filed", ...SERIES.map(({ words }) => words)],
        rows: figures.months.map((month) => [month.month, month.filed, ...SERIES.map(({ member }) => month[member])]),
      }}
    >
      <div className="flex flex-col gap-3 py-2">
        <ul className="flex flex-col gap-2.5">
          {months.map((month) => (
            <MonthRow key={month.month} month={month} most={most} />
          ))}
        </ul>
        <ul aria-label="Key" className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-sm">
          <li className="flex items-center gap-1.5">
            <span aria-hidden className="size-3 rounded-xs border border-control" />
            filed
          </li>
          {SERIES.map(({ member, words, fill }) => (
            <li key={member} className="flex items-center gap-1.5">
              <span aria-hidden className={`size-3 rounded-xs ${fill}`} />
              {words}
            </li>
          ))}
        </ul>
      </div>
    </ChartFigure>
  );
}

function MonthRow({ month, most }: { month: Month; most: number }) {
  const decided = decidedCount(month);
  const width = (count: number) => ({ width: `${(count * 100) / most}%` });
  return (
    <li className="grid items-center gap-x-3 gap-y-1 sm:grid-cols-[4.5rem_minmax(0,1fr)_11rem]">
      <span className="text-sm tabular-nums">{month.month}</span>
      <span aria-hidden className="flex flex-col gap-1">
        <span
          className="block h-2 rounded-xs border border-control"
          style={width(month.filed)}
          hidden={month.filed === 0}
        />
        <span className="flex h-3.5 gap-px overflow-hidden rounded-xs" style={width(decided)} hidden={decided === 0}>
          {SERIES.map(({ member, fill }) =>
            month[member] === 0 ? null : <span key={member} className={fill} style={{ flexGrow: month[member] }} />,
          )}
        </span>
      </span>
      <span className="text-muted text-sm">
        {many(month.filed, "report")}, {decided.toLocaleString("en")} decided
      </span>
    </li>
  );
}
