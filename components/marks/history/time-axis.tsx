import type { Place } from "#components/tier/tier-axis.ts";
import type { DaySpan } from "./history-points.ts";
import { dateText } from "./history-words.ts";

/** Room of one date. */
const TICK_PX = 110;

/** The line under a drawing of days, with at most six dates; the first and the last stand at its ends. */
export function TimeAxis({ span, x, width, height }: { span: DaySpan; x: Place; width: number; height: number }) {
  const count = Math.max(1, Math.min(5, Math.floor(width / TICK_PX), span.to - span.from));
  const days = Array.from({ length: count + 1 }, (_, nth) =>
    Math.round(span.from + ((span.to - span.from) * nth) / count),
  );
  return (
    <g>
      <line x1={0} x2={width} y1={height} y2={height} className="stroke-control" />
      {[...new Set(days)].map((day, nth, all) => (
        <text
          key={day}
          x={x(day)}
          y={height + 16}
          textAnchor={nth === 0 ? "start" : nth === all.length - 1 ? "end" : "middle"}
          className="fill-muted text-xs"
        >
          {dateText(day)}
        </text>
      ))}
    </g>
  );
}
