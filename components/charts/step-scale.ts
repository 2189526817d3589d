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
