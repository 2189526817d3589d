/** Places of the history: time to the right, chance upward on the fixed logarithmic axis of the market map. Pure. */
import type { DaySpan, HistoryPoint } from "./history-points.ts";

/** ppm: 0.5 to 60 %. */
export const [LEAST_PPM, MOST_PPM] = [5_000, 600_000];
/** Limits of the tiers are the only gridlines. */
export const TIER_LINES = [20_000, 50_000, 120_000, 300_000] as const;
/** Each tier with the ends of its part of the axis, riskiest last. */
export const TIER_PARTS = [
  ["A", LEAST_PPM, 20_000],
  ["B", 20_000, 50_000],
  ["C", 50_000, 120_000],
  ["D", 120_000, 300_000],
  ["E", 300_000, MOST_PPM],
] as const;

export type Box = { readonly width: number; readonly height: number };
export type Place = (value: number) => number;

/** The span's ends stand at the edges; of one day all stands at the left. */
export function timePlace({ from, to }: DaySpan, { width }: Pick<Box, "width">): Place {
  return (day) => (width * (day - from)) / Math.max(1, to - from);
}

/** What lies beyond the axis stands at its end. */
export function riskPlace({ height }: Pick<Box, "height">): Place {
  return (ppm) => {
    const inside = Math.min(MOST_PPM, Math.max(LEAST_PPM, ppm));
    return height * (1 - Math.log(inside / LEAST_PPM) / Math.log(MOST_PPM / LEAST_PPM));
  };
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
