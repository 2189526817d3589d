"use client";
import { useEffect } from "react";
import { CartesianGrid, Line, LineChart, ReferenceDot, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { formatUtc } from "#components/ui/format-time.ts";
import { type CountPoint, countTicks, roundUp, timeTicks } from "./step-scale.ts";

const AXIS = { fontSize: 12, fill: "var(--muted)" };

/** The Recharts drawing; fetched after first paint. Keyboard and words are its frame's business (`count-chart.tsx`). */
export default function StepChart({
  points,
  at,
  onRead,
  onDrawn,
  height,
}: {
  points: readonly CountPoint[];
  at: number | undefined;
  onRead: (position: number | undefined) => void;
  onDrawn: (isDrawn: boolean) => void;
  height: number;
}) {
  // The sketch below may go.
  useEffect(() => onDrawn(true), [onDrawn]);
  const { ticks, precision } = timeTicks(points[0]?.t ?? 0, points.at(-1)?.t ?? 0);
  const tick = (t: number) =>
    precision === "day" ? formatUtc(t, "day") : formatUtc(t, precision).slice(11, precision === "minute" ? 16 : 19);
  const top = roundUp(points.at(-1)?.count ?? 1);
  const read = at === undefined ? undefined : points[at];
  return (
    <ResponsiveContainer width="100%" height={height}>
      <LineChart
        data={[...points]}
        accessibilityLayer={false}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        onMouseMove={(state) => {
          const position = Number(state.activeTooltipIndex ?? Number.NaN);
          onRead(Number.isInteger(position) ? position : undefined);
        }}
        onMouseLeave={() => onRead(undefined)}
      >
        <CartesianGrid vertical={false} stroke="var(--divider)" />
        <XAxis
          dataKey="t"
          type="number"
          scale="time"
          domain={["dataMin", "dataMax"]}
          ticks={ticks}
          tickFormatter={tick}
          tick={AXIS}
          tickLine={false}
          stroke="var(--control)"
          minTickGap={48}
        />
        <YAxis
          domain={[0, top]}
          ticks={countTicks(top)}
          tickFormatter={(count: number) => count.toLocaleString("en")}
          tick={AXIS}
          tickLine={false}
          axisLine={false}
          width={48}
        />
        <Line
          dataKey="count"
          type="stepAfter"
          stroke="var(--ink)"
          strokeWidth={1.5}
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
        {read ? <ReferenceDot x={read.t} y={read.count} r={4} fill="var(--link)" stroke="var(--surface)" /> : null}
      </LineChart>
    </ResponsiveContainer>
  );
}
