"use client";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
import { ReadingFrame } from "#components/charts/reading-frame.tsx";
import { roundUp } from "#components/charts/step-scale.ts";
import { formatUtc } from "#components/ui/format-time.ts";
import { duration } from "#lib/disclosure/ledger-digest/check-series.ts";
import type { LagPoint, SeriesReport } from "#lib/disclosure/ledger-digest/report.ts";
import { count } from "./series-words.ts";

/** How long digests took to reach the log: the median as a line, the slowest as a thin line above it. */
export function LagChart({ report, fileName }: { report: SeriesReport; fileName: string }) {
  const { lagOverTime: points, lag, cadenceMinutes } = report;
  const last = points.at(-1);
  if (lag === null || last === undefined || points.length < 3) return null;
  const say = (position: number) => sentenceOf(points[position] ?? last);
  const cadence = cadenceMinutes === null ? "" : ` Declared: one every ${duration(cadenceMinutes * 60_000)}.`;
  return (
    <ChartFigure
      title={`Half of the digests reached the log within ${duration(lag.p50Ms)}, the slowest after ${duration(lag.maxMs)}`}
      caption={`From digest time to the log's own time, ${count(lag.rows, "digest")}. 95 of 100 within ${duration(lag.p95Ms)}.${cadence}`}
      twin={{
        fileName,
        columns: ["received until (UTC)", "median (ms)", "slowest (ms)", "digests"],
        rows: points.map(({ t, p50Ms, maxMs, rows }) => [new Date(t).toISOString(), p50Ms, maxMs, rows]),
      }}
    >
      <ReadingFrame
        title="Lag"
        length={points.length}
        say={say}
        idle={`Newest: ${say(points.length - 1)}`}
        className="h-36"
      >
        {(at) => <Lines points={points} at={at} />}
      </ReadingFrame>
    </ChartFigure>
  );
}

function Lines({ points, at }: { points: readonly LagPoint[]; at: number | undefined }) {
  const top = roundUp(Math.max(1, ...points.map(({ maxMs }) => maxMs)));
  const x = (index: number) => (index / (points.length - 1)) * 100;
  const y = (ms: number) => 100 - (ms / top) * 92;
  const path = (read: (point: LagPoint) => number) =>
    points
      .map((point, index) => `${index === 0 ? "M" : "L"}${x(index).toFixed(2)} ${y(read(point)).toFixed(2)}`)
      .join("");
  return (
    <>
      <svg aria-hidden="true" viewBox="0 0 100 100" preserveAspectRatio="none" className="absolute inset-0 size-full">
        <path d="M0 100H100M0 8H100" className="stroke-divider" vectorEffect="non-scaling-stroke" />
        <path
          d={path(({ maxMs }) => maxMs)}
          className="fill-none stroke-muted"
          strokeDasharray="3 3"
          vectorEffect="non-scaling-stroke"
        />
        <path
          d={path(({ p50Ms }) => p50Ms)}
          className="fill-none stroke-ink"
          strokeWidth={2}
          vectorEffect="non-scaling-stroke"
        />
        {at === undefined ? null : (
          <path d={`M${x(at)} 0V100`} className="stroke-link" vectorEffect="non-scaling-stroke" />
        )}
      </svg>
      <div aria-hidden className="absolute inset-x-1 top-0 flex justify-between text-muted text-xs">
        <span>{duration(top)}</span>
        <span>dashed: slowest, solid: half</span>
      </div>
    </>
  );
}

function sentenceOf({ t, p50Ms, maxMs, rows }: LagPoint): string {
  const until = formatUtc(t, "minute");
  return rows === 1
    ? `Received ${until}: ${duration(p50Ms)} after its digest time`
    : `${count(rows, "digest")} until ${until}: half within ${duration(p50Ms)}, the slowest after ${duration(maxMs)}`;
}
