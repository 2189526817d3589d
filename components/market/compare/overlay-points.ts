/** Histories of several providers on one panel. Pure. */
import type { TableTwin } from "#components/charts/chart-twin.tsx";
import { LEAST_DAYS } from "#components/marks/history/history-model.ts";
import { type DaySpan, type HistoryPoint, pointAt, pointsIn } from "#components/marks/history/history-points.ts";
import { dateText, percent, tierName } from "#components/marks/history/history-words.ts";

export type Line = { readonly id: string; readonly name: string; readonly points: readonly HistoryPoint[] };

/** From the first day on which any of them was rated to the last; undefined where none was. */
export function spanOfLines(lines: readonly Line[]): DaySpan | undefined {
  const days = lines.flatMap(({ points }) => points.map(({ day }) => day));
  if (days.length === 0) return undefined;
  return { from: Math.min(...days), to: Math.max(...days) };
}

/** Whether a curve would be noise. */
export function isTooShort(span: DaySpan | undefined): span is undefined {
  return span === undefined || span.to - span.from + 1 < LEAST_DAYS;
}

/** Days on which something can be read: both ends, and each on which a tier of any of them changes. */
export function stopsOfLines(lines: readonly Line[], span: DaySpan): number[] {
  const stops = new Set([span.from, span.to]);
  for (const { points } of lines)
    for (const [nth, { tier, day }] of points.entries()) if (points[nth - 1]?.tier !== tier) stops.add(day);
  return [...stops].filter((day) => day >= span.from && day <= span.to).sort((a, b) => a - b);
}

/** Rated stretches of a line, each until it is unrated or the span ends. */
export function ratedStretches({ points }: Line, span: DaySpan): { points: HistoryPoint[]; to: number }[] {
  const stretches: { points: HistoryPoint[]; to: number }[] = [];
  let open: HistoryPoint[] = [];
  for (const point of pointsIn(points, span)) {
    if (point.tier === "unrated") {
      if (open.length > 0) stretches.push({ points: open, to: point.day });
      open = [];
    } else open.push(point);
  }
  return open.length > 0 ? [...stretches, { points: open, to: span.to }] : stretches;
}

/** "2026-11-27: Halden C, up to 8.1 %; Vela unrated" */
export function overlayReading(lines: readonly Line[], day: number): string {
  const said = lines.map(({ name, points }) => {
    const point = pointAt(points, day);
    if (point === undefined) return `${name} not listed yet`;
    return point.tier === "unrated"
      ? `${name} unrated`
      : `${name} ${tierName(point.tier)}, up to ${percent(point.high)}`;
  });
  return `${dateText(day)}: ${said.join("; ")}`;
}

/** "Halden went from C to B, Vela stayed C": the first and the last tier of each. */
export function overlayTitle(lines: readonly Line[]): string {
  const said = lines.map(({ name, points }) => {
    const tiers = points.flatMap(({ tier }) => (tier === "unrated" ? [] : [tier]));
    const [first, last] = [tiers[0], tiers.at(-1)];
    if (first === undefined || last === undefined) return `${name} was never rated`;
    return first === last ? `${name} stayed ${last}` : `${name} went from ${first} to ${last}`;
  });
  return said.join(", ");
}

/** Heights of the names at the lines' ends, in their order, at least so many pixels apart. */
export function endHeights(heights: readonly number[], apart: number, height: number): number[] {
  const order = heights.map((y, nth) => ({ y, nth })).sort((a, b) => a.y - b.y);
  let free = 0;
  for (const each of order) {
    each.y = Math.max(each.y, free);
    free = each.y + apart;
  }
  let most = height;
  for (const each of order.toReversed()) {
    each.y = Math.min(each.y, most);
    most = each.y - apart;
  }
  const placed = new Array<number>(heights.length).fill(0);
  for (const { y, nth } of order) placed[nth] = y;
  return placed;
}

export function overlayTwin(lines: readonly Line[], span: DaySpan): TableTwin {
  return {
    fileName: "compared-histories",
    columns: [
      "provider",
      "day",
      "tier",
      "lower end (per million)",
      "estimate (per million)",
      "upper end (per million)",
    ],
    rows: lines.flatMap(({ name, points }) =>
      points
        .filter(({ day }) => day >= span.from && day <= span.to)
        .map(({ day, tier, low, estimate, high }) => [name, dateText(day), tier, low, estimate, high]),
    ),
  };
}
