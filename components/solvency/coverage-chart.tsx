"use client";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
import { cx } from "#components/ui/cx.ts";
import { ScrollFrame } from "#components/ui/scroll-frame.tsx";
import { type Coverage, coverageOf } from "#lib/disclosure/solvency/coverage.ts";
import { amountText } from "#lib/kernel/amount.ts";
import type { EpochRecord } from "#lib/statement/disclosures/liabilities.ts";
import type { ReservesRecord } from "#lib/statement/disclosures/reserves.ts";
import { ReadSlider } from "./read-slider.tsx";
import { coverageSentence, money, percent, REFUSALS } from "./solvency-words.ts";

const COLUMN = 72;
const HEIGHT = 150;
const BAR = 22;

type Row = { readonly epoch: EpochRecord; readonly coverage: Coverage };

/** Reserves against liabilities, epoch by epoch. An epoch without a ratio is drawn as a gap, with its reason. */
export function CoverageChart({
  epochs,
  snapshots,
  level = 2,
}: {
  /** Newest first; at least one. */
  epochs: readonly EpochRecord[];
  snapshots: readonly ReservesRecord[];
  level?: 2 | 3;
}) {
  const rows = [...epochs].reverse().map((epoch) => ({ epoch, coverage: coverageOf(epoch, snapshots) }));
  const last = rows.at(-1);
  if (last === undefined) return null;
  const gaps = rows.filter(({ coverage }) => !coverage.ok).length;
  const top = topOf(rows);
  const width = rows.length * COLUMN;
  return (
    <ChartFigure
      level={level}
      title={coverageSentence(last.coverage)}
      caption={`${rows.length === 1 ? "One epoch" : `${rows.length} epochs`}, ${gaps === 0 ? "each with a ratio" : `${gaps} without a ratio`}. Its own token and what is pledged are not counted as held.`}
      twin={{
        fileName: "coverage",
        columns: ["epoch", "instant (UTC)", "unit", "owed", "held", "held of owed", "why no ratio"],
        rows: rows.map(({ epoch, coverage }) => [
          epoch.epoch,
          epoch.at,
          epoch.unit,
          amountText(coverage.ok ? coverage.owed : BigInt(epoch.owed), epoch.decimals),
          coverage.ok ? amountText(coverage.held, epoch.decimals) : null,
          coverage.ok ? percent(coverage.basisPoints) : null,
          coverage.ok ? null : REFUSALS[coverage.reason],
        ]),
      }}
    >
      <ReadSlider
        label="Reserves and liabilities by epoch."
        count={rows.length}
        resting={`Newest: ${sayRow(last)}`}
        say={(at) => sayRow(rows[at] ?? last)}
      >
        {(at) => (
          <ScrollFrame label="Drawing of reserves and liabilities" className="overflow-x-auto">
            <svg aria-hidden="true" width={width} height={HEIGHT + 40} viewBox={`0 0 ${width} ${HEIGHT + 40}`}>
              <path d={`M0 ${HEIGHT}H${width}`} className="stroke-control" />
              {rows.map((row, place) => (
                <Column key={row.epoch.epoch} row={row} place={place} top={top} isRead={at === place} />
              ))}
            </svg>
          </ScrollFrame>
        )}
      </ReadSlider>
      <Legend />
    </ChartFigure>
  );
}

function Column({ row, place, top, isRead }: { row: Row; place: number; top: bigint; isRead: boolean }) {
  const { epoch, coverage } = row;
  const x = place * COLUMN;
  const owed = heightOf(coverage.ok ? coverage.owed : BigInt(epoch.owed), top);
  const held = coverage.ok ? heightOf(coverage.held, top) : 0;
  const left = x + COLUMN / 2 - BAR - 2;
  return (
    <g data-at={place}>
      <rect x={x} y={0} width={COLUMN} height={HEIGHT + 40} className={isRead ? "fill-hover" : "fill-transparent"} />
      <rect x={left} y={HEIGHT - owed} width={BAR} height={owed} className="fill-sunken stroke-ink" strokeWidth={1.5} />
      {coverage.ok ? (
        <rect x={left + BAR + 4} y={HEIGHT - held} width={BAR} height={held} className="fill-link" />
      ) : (
        <rect
          x={left + BAR + 4}
          y={HEIGHT - Math.max(owed, 24)}
          width={BAR}
          height={Math.max(owed, 24)}
          className="fill-transparent stroke-muted"
          strokeDasharray="3 3"
        />
      )}
      <text x={x + COLUMN / 2} y={HEIGHT + 16} textAnchor="middle" className="fill-muted text-xs">
        {`epoch ${epoch.epoch}`}
      </text>
      <text
        x={x + COLUMN / 2}
        y={HEIGHT + 33}
        textAnchor="middle"
        className={cx("text-xs", coverage.ok ? "fill-ink" : "fill-muted")}
      >
        {coverage.ok ? percent(coverage.basisPoints) : "no ratio"}
      </text>
    </g>
  );
}

function Legend() {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-muted text-sm">
      <li className="flex items-center gap-1.5">
        <span aria-hidden className="size-3 border-[1.5px] border-ink bg-sunken" /> owed
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden className="size-3 bg-link" /> held
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden className="size-3 border border-muted border-dashed" /> held, but not comparable or not shown
      </li>
    </ul>
  );
}

function topOf(rows: readonly Row[]): bigint {
  const amounts = rows.flatMap(({ epoch, coverage }) =>
    coverage.ok ? [coverage.owed, coverage.held] : [BigInt(epoch.owed)],
  );
  let most = 1n;
  for (const each of amounts) if (each > most) most = each;
  return most;
}

/** Height of a bar in drawing units; what is not nothing can be seen. */
function heightOf(amount: bigint, top: bigint): number {
  const height = Number((amount * BigInt(HEIGHT - 8) * 100n) / top) / 100;
  return amount > 0n ? Math.max(1, height) : 0;
}

function sayRow({ epoch, coverage }: Row): string {
  const head = `Epoch ${epoch.epoch}, ${epoch.at.slice(0, 16).replace("T", " ")} UTC:`;
  if (!coverage.ok) return `${head} owes ${money(epoch.owed, epoch)}. No ratio. ${REFUSALS[coverage.reason]}`;
  return `${head} owes ${money(coverage.owed, epoch)}, holds ${money(coverage.held, epoch)}, ${percent(coverage.basisPoints)}.`;
}
