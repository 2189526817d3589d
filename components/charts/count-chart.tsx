"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { formatUtc } from "#components/ui/format-time.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { type CountPoint, roundUp, stepPath } from "./step-scale.ts";
import { useReading } from "./use-reading.ts";

const HEIGHT = 180;

/** What the server draws and the browser shows until Recharts has come: the same line, without axes to read from. */
function StepSketch({ points }: { points: readonly CountPoint[] }) {
  const top = roundUp(points.at(-1)?.count ?? 1);
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 600 ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-45 w-full overflow-visible"
    >
      <path d={`M0 ${HEIGHT}H600`} className="stroke-divider" vectorEffect="non-scaling-stroke" />
      <path
        d={stepPath(points, 600, HEIGHT, top)}
        className="fill-none stroke-ink"
        strokeWidth={1.5}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

const StepChart = dynamic(() => import("./step-chart.tsx"), { ssr: false, loading: () => null });

/**
 * A count that only grows, as a step line over time. One tab stop; the reading line below the drawing says what the
 * pointer or the arrow keys are on, nothing is said by hover only.
 */
export function CountChart({
  points,
  noun,
  title,
  level,
  fileName,
  note,
}: {
  /** Ascending by time; at least two, else show a sentence instead of a chart. */
  points: readonly CountPoint[];
  /** What is counted, in the plural: "entries". */
  noun: string;
  title: string;
  level?: 2 | 3;
  fileName: string;
  /** A second sentence of the caption. */
  note?: string;
}) {
  const say = (point: CountPoint) => `${point.count.toLocaleString("en")} ${noun} at ${formatUtc(point.t, "minute")}`;
  const { at, setAt, slider } = useReading(points.length, `${title}. Arrow keys read point by point.`, (at) => {
    const point = points.at(at ?? -1);
    return point === undefined ? "" : say(point);
  });
  const [isDrawn, setDrawn] = useState(false);
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return null;
  const read = at === undefined ? undefined : points[at];

  return (
    <ChartFigure
      title={title}
      {...(level ? { level } : {})}
      caption={`From ${first.count.toLocaleString("en")} to ${say(last)}.${note ? ` ${note}` : ""}`}
      twin={{
        fileName,
        columns: ["time (UTC)", noun],
        rows: points.map((point) => [new Date(point.t).toISOString(), point.count]),
      }}
    >
      <div {...slider} className="relative h-45 rounded-sm">
        {isDrawn ? null : <StepSketch points={points} />}
        <div className="absolute inset-0">
          <StepChart points={points} at={at} onRead={setAt} onDrawn={setDrawn} height={HEIGHT} />
        </div>
      </div>
      <p className="mt-2 min-h-6 text-sm">{read ? say(read) : <span className="text-muted">Now {say(last)}</span>}</p>
    </ChartFigure>
  );
}
