/** What the history says: its finding, its largest changes, its stops and its rail. Pure. */
import type { Tier } from "#lib/reputation/tier.ts";
import { type DaySpan, type History, type HistoryPoint, type Lane, pointAt, type RailEvent } from "./history-points.ts";

/** Below these no curve is drawn: it would be noise. */
export const LEAST_DAYS = 14;
export const LEAST_EVENTS = 5;
/** Labels in the drawing. */
const MOST_LABELS = 5;

export const PRESETS = [
  { id: "30d", text: "30 days", days: 30 },
  { id: "180d", text: "180 days", days: 180 },
  { id: "2y", text: "2 years", days: 730 },
  { id: "all", text: "All", days: null },
] as const;
export type PresetId = (typeof PRESETS)[number]["id"];

/** The newest days, or all since the first. */
export function spanOf(preset: PresetId, first: number, last: number): DaySpan {
  const days = PRESETS.find(({ id }) => id === preset)?.days ?? null;
  return { from: days === null ? first : Math.max(first, last - days + 1), to: last };
}

/** Days from the first rating to the last, both counted. */
export function ageOf({ points }: Pick<History, "points">): number {
  const [first, last] = [points[0], points.at(-1)];
  return first === undefined || last === undefined ? 0 : last.day - first.day + 1;
}

export function isTooYoung(history: History): boolean {
  return ageOf(history) < LEAST_DAYS || history.events.length < LEAST_EVENTS;
}

/** Days of one tier without a break. */
export type Run = { readonly tier: Tier; readonly from: number; readonly days: number };

export function runsOf(points: readonly HistoryPoint[]): Run[] {
  const runs: Run[] = [];
  const last = points.at(-1);
  for (const [at, { tier, day }] of points.entries()) {
    const before = runs.at(-1);
    const until = points[at + 1]?.day ?? (last?.day ?? day) + 1;
    if (before?.tier === tier) runs[runs.length - 1] = { ...before, days: until - before.from };
    else runs.push({ tier, from: day, days: until - day });
  }
  return runs;
}

/** What held the day before an event's day, and on it. */
export type Change = { readonly before: HistoryPoint | undefined; readonly after: HistoryPoint | undefined };

export function changeOn(points: readonly HistoryPoint[], day: number): Change {
  return { before: pointAt(points, day - 1), after: pointAt(points, day) };
}

/** How far a change moved the upper end, in e-folds; another tier outweighs every move within one. */
export function sizeOf({ before, after }: Change): number {
  if (before === undefined || after === undefined) return 0;
  const moved = Math.abs(Math.log(Math.max(1, after.high) / Math.max(1, before.high)));
  return moved + (before.tier === after.tier ? 0 : 10);
}

/** Below this nothing is said to have changed: ages alone move a band every day. */
const LEAST_CHANGE = 0.15;

/** Days of the span with the largest changes that an event stands for, each with its weightiest event; oldest first. */
export function labelled(history: History, { from, to }: DaySpan): { event: RailEvent; change: Change }[] {
  const byDay = new Map<number, RailEvent>();
  for (const event of history.events) {
    const known = byDay.get(event.day);
    // What moved on a day of new rules, no event of the provider stands for.
    if (event.day < from || event.day > to || history.modelChanges.some(({ day }) => day === event.day)) continue;
    if (known === undefined || weightOf(event) > weightOf(known)) byDay.set(event.day, event);
  }
  return [...byDay.values()]
    .map((event) => ({ event, change: changeOn(history.points, event.day) }))
    .filter(({ change }) => sizeOf(change) >= LEAST_CHANGE)
    .sort((a, b) => sizeOf(b.change) - sizeOf(a.change) || a.event.entry - b.event.entry)
    .slice(0, MOST_LABELS)
    .sort((a, b) => a.event.day - b.event.day);
}

/** Of one day's events, which a change is told by: what wrote facts, then what was decided. */
export function weightOf({ items, lane, kind }: RailEvent): number {
  return (items.length > 0 ? 4 : 0) + (lane === "cases" ? 2 : 0) + (kind === "clock.record" ? 1 : 0);
}

/** Days that can be read one by one: both ends, each event's, and each on which the tier changes. */
export function stopsOf(history: History, { from, to }: DaySpan): number[] {
  const days = new Set<number>([from, to]);
  for (const { day } of history.events) days.add(day);
  for (const run of runsOf(history.points)) days.add(run.from);
  for (const { day } of history.modelChanges) days.add(day);
  return [...days].filter((day) => day >= from && day <= to).sort((a, b) => a - b);
}

/** One mark of the rail, of one event or of several that stand too close. `x` in pixels. */
export type Glyph = { readonly x: number; readonly lane: Lane | "all"; readonly events: readonly RailEvent[] };

/** Events of a lane that stand nearer than this are one mark; what stands behind a count leaves room for its digits. */
const APART_PX = 14;
const DIGIT_PX = 7.5;

/** What the count beside a mark takes; one event has none. */
const countPx = (events: number) => (events === 1 ? 0 : String(events).length * DIGIT_PX);

/** `lanes`: those of the rail; `all` merges them into one. In the order of lanes, then of time. */
export function glyphsOf(
  events: readonly RailEvent[],
  { from, to }: DaySpan,
  lanes: readonly (Lane | "all")[],
  x: (day: number) => number,
): Glyph[] {
  return lanes.flatMap((lane) => {
    const glyphs: { x: number; lane: Lane | "all"; events: RailEvent[] }[] = [];
    for (const event of events) {
      if (event.day < from || event.day > to || (lane !== "all" && event.lane !== lane)) continue;
      const last = glyphs.at(-1);
      const at = x(event.day);
      if (last !== undefined && at - last.x < APART_PX + countPx(last.events.length)) last.events.push(event);
      else glyphs.push({ x: at, lane, events: [event] });
    }
    return glyphs;
  });
}
