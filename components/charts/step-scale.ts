/** A running count at a moment; `t` in ms UTC. */
export type CountPoint = { t: number; count: number };

/** A round number at or above `value`: 1, 2 or 5 times a power of ten. */
export function roundUp(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

/** SVG path of a step-after line in a box of `width` × `height`, y from 0 to `top`. At least one point. */
export function stepPath(points: readonly CountPoint[], width: number, height: number, top: number): string {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return "";
  const span = Math.max(1, last.t - first.t);
  const x = (point: CountPoint) => (((point.t - first.t) / span) * width).toFixed(1);
  const y = (point: CountPoint) => (height - (point.count / top) * height).toFixed(1);
  return points
    .map((point, position) => (position === 0 ? `M${x(point)} ${y(point)}` : `H${x(point)}V${y(point)}`))
    .join("");
}

/** Labels of the count axis from 0 to `top`: whole numbers at equal distances. */
export function countTicks(top: number): number[] {
  return top % 2 === 0 ? [0, top / 2, top] : [0, top];
}

const TIME_STEPS = 4;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Moments at equal distances from the first to the last, ms UTC, and how finely to write them so that no two read alike. */
export function timeTicks(first: number, last: number): { ticks: number[]; precision: "day" | "minute" | "second" } {
  const span = last - first;
  const ticks = Array.from({ length: TIME_STEPS + 1 }, (_, step) => first + Math.round((span * step) / TIME_STEPS));
  const precision = span > TIME_STEPS * DAY_MS ? "day" : span > TIME_STEPS * MINUTE_MS ? "minute" : "second";
  return { ticks: [...new Set(ticks)], precision };
}
