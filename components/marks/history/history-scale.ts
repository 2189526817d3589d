/** Places of the history: time to the right, chances on the axis of tiers or points of conduct upward. Pure. */
import type { Box, Place } from "#components/tier/tier-axis.ts";
import type { DaySpan, HistoryPoint } from "./history-points.ts";
import type { Stroke } from "./label-places.ts";

/** The span's ends stand at the edges; of one day all stands at the left. */
export function timePlace({ from, to }: DaySpan, { width }: Pick<Box, "width">): Place {
  return (day) => (width * (day - from)) / Math.max(1, to - from);
}

/** Points of conduct: a straight axis over what is shown, widened to whole steps; at least one step. */
export function pointsAxis(scores: readonly number[]): { least: number; most: number; ticks: number[] } {
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const step = [1_000, 2_000, 5_000, 10_000].find((each) => (high - low) / each <= 5) ?? 20_000;
  // Adding 0 turns −0 into 0.
  const least = Math.floor(low / step) * step + 0;
  const most = Math.max(least + step, Math.ceil(high / step) * step) + 0;
  const ticks = Array.from({ length: Math.round((most - least) / step) + 1 }, (_, nth) => least + nth * step);
  return { least, most, ticks };
}

export function linearPlace(least: number, most: number, { height }: Pick<Box, "height">): Place {
  return (value) => height * (1 - (value - least) / Math.max(1, most - least));
}

/** Step-after: each value holds until the next, the last one until `to`. At least one point. */
export function stepLine(
  points: readonly HistoryPoint[],
  to: number,
  x: Place,
  y: (point: HistoryPoint) => number,
): string {
  const [first] = points;
  if (first === undefined) return "";
  const moves = points.map((point, at) =>
    at === 0 ? `M${place(x(point.day))} ${place(y(point))}` : `H${place(x(point.day))}V${place(y(point))}`,
  );
  return `${moves.join("")}H${place(x(to))}`;
}

/** The same as levels and steps: where words must not stand. */
export function strokesOf(
  points: readonly HistoryPoint[],
  to: number,
  x: Place,
  y: (point: HistoryPoint) => number,
): Stroke[] {
  return points.flatMap((point, at) => {
    const next = points[at + 1];
    const [level, end] = [y(point), x(next?.day ?? to)];
    const flat = { left: x(point.day), right: end, top: level - 1, bottom: level + 1 };
    if (next === undefined) return [flat];
    const other = y(next);
    return [flat, { left: end - 1, right: end + 1, top: Math.min(level, other), bottom: Math.max(level, other) }];
  });
}

/** The area between two values, step-after. */
export function stepBand(
  points: readonly HistoryPoint[],
  to: number,
  x: Place,
  upper: (point: HistoryPoint) => number,
  lower: (point: HistoryPoint) => number,
): string {
  if (points.length === 0) return "";
  const back = points.toReversed().map((point, at, all) => {
    const before = all[at + 1];
    return `H${place(x(point.day))}${before === undefined ? "" : `V${place(lower(before))}`}`;
  });
  const last = points.at(-1);
  const turn = last === undefined ? "" : `V${place(lower(last))}`;
  return `${stepLine(points, to, x, upper)}${turn}${back.join("")}Z`;
}

const place = (value: number) => value.toFixed(1);
