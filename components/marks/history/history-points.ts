/** How a provider was rated day by day, in the few numbers that a drawing needs. Pure. */
import type { HistoryDay, HistoryEvent, MarksHistoryView } from "#lib/contract/marks.ts";
import type { Tier } from "#lib/reputation/tier.ts";

/** As rated then. `day`: whole UTC days since 1970-01-01. Probabilities in ppm, score in thousandths of a point. */
export type HistoryPoint = {
  readonly day: number;
  readonly tier: Tier;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly score: number;
  /** Evidence in 2^16ths of a unit: it falls with age and rises only when something was seen. */
  readonly effective: number;
  /** The first digits of its hash: enough to tell models apart. */
  readonly model: string;
};

export type Lane = HistoryEvent["lane"];
export type RailEvent = Omit<HistoryEvent, "day"> & { readonly day: number };
export type ModelChange = { readonly day: number; readonly entry: number };
/** Days, both included. */
export type DaySpan = { readonly from: number; readonly to: number };

export type History = {
  /** Ascending, one for each day on which the log has an entry. */
  readonly points: readonly HistoryPoint[];
  readonly events: readonly RailEvent[];
  readonly modelChanges: readonly ModelChange[];
};

/** Days since 1970-01-01 of `2026-11-27`. */
export function dayOfDate(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00.000Z`) / 86_400_000);
}

/** From what `GET /providers/{id}/marks/history` answers. */
export function historyOf({
  days,
  events,
  model_changes,
}: Pick<MarksHistoryView, "days" | "events" | "model_changes">): History {
  return {
    points: days.map(pointOf),
    events: events.map((event) => ({ ...event, day: dayOfDate(event.day) })),
    modelChanges: model_changes.map(({ day, entry }) => ({ day: dayOfDate(day), entry })),
  };
}

function pointOf({ day, tier, estimate, low, high, conduct_score, effective, model }: HistoryDay): HistoryPoint {
  return { day: dayOfDate(day), tier, estimate, low, high, score: conduct_score, effective, model: model.slice(0, 12) };
}

/** What holds on a day: the newest point that is not later; undefined before the first. */
export function pointAt(points: readonly HistoryPoint[], day: number): HistoryPoint | undefined {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((points[middle]?.day ?? 0) <= day) low = middle + 1;
    else high = middle;
  }
  return points[low - 1];
}

/** Days of a span that were rated, as the API gives them. */
export function daysIn(points: readonly HistoryPoint[], { from, to }: DaySpan): HistoryPoint[] {
  return points.filter(({ day }) => day >= from && day <= to);
}

/** Days of a span, with what held on its first one, so that a line begins at the edge. */
export function pointsIn(points: readonly HistoryPoint[], { from, to }: DaySpan): HistoryPoint[] {
  const inside = daysIn(points, { from, to });
  const before = inside[0]?.day === from ? undefined : pointAt(points, from);
  return before === undefined || before.day > to ? inside : [{ ...before, day: from }, ...inside];
}

/** `rated`: somebody looked lately. `thin`: nothing was seen for more than 30 days. */
export type PieceKind = "rated" | "thin" | "unrated" | "down";

/** A stretch of the line: from its first day to the first day of what follows. */
export type Piece = DaySpan & { readonly kind: PieceKind; readonly points: readonly HistoryPoint[] };

/** Without new evidence for longer the line is dashed. */
export const THIN_AFTER_DAYS = 30;

/**
 * The stretches of a span in the order of time. `all`: every point that is known, since evidence before the span counts;
 * `down`: days on which the index did not log. Neighbours of one kind are one piece.
 */
export function piecesOf(all: readonly HistoryPoint[], span: DaySpan, down: readonly DaySpan[]): Piece[] {
  const pieces: { from: number; to: number; kind: PieceKind; points: HistoryPoint[] }[] = [];
  const put = (kind: PieceKind, from: number, to: number, point: HistoryPoint) => {
    if (to <= from && to !== span.to) return;
    const last = pieces.at(-1);
    const placed = { ...point, day: from };
    if (last?.kind === kind) {
      last.to = to;
      last.points.push(placed);
    } else pieces.push({ from, to, kind, points: [placed] });
  };
  const seen = evidenceDays(all);
  const shown = pointsIn(all, span);
  for (const [at, point] of shown.entries()) {
    const until = shown[at + 1]?.day ?? span.to;
    const thinFrom = (lastOf(seen, point.day) ?? Number.NEGATIVE_INFINITY) + THIN_AFTER_DAYS + 1;
    const kindOn = (day: number): PieceKind => {
      if (down.some(({ from, to }) => day >= from && day < to)) return "down";
      if (point.tier === "unrated") return "unrated";
      return day >= thinFrom ? "thin" : "rated";
    };
    const turns = [...down.flatMap(({ from, to }) => [from, to]), thinFrom].filter(
      (day) => day > point.day && day < until,
    );
    const edges = [point.day, ...[...new Set(turns)].sort((a, b) => a - b), until];
    for (const [nth, from] of edges.slice(0, -1).entries()) put(kindOn(from), from, edges[nth + 1] ?? until, point);
  }
  return pieces;
}

/** Days on which something was seen: evidence fades every day, so only news make it more. */
export function evidenceDays(points: readonly HistoryPoint[]): number[] {
  return points.flatMap(({ day, effective }, at) => (effective > (points[at - 1]?.effective ?? 0) ? [day] : []));
}

function lastOf(ascending: readonly number[], day: number): number | undefined {
  let found: number | undefined;
  for (const each of ascending) {
    if (each > day) break;
    found = each;
  }
  return found;
}

const PIECE_NOTES: Readonly<Record<PieceKind, string>> = {
  rated: "",
  thin: `Dashed: nothing was seen of it for more than ${THIN_AFTER_DAYS} days.`,
  unrated: "Hatched: too little evidence to rate it.",
  down: "Grey: the index was down.",
};

/** What the looks of a line mean, of those that are there. */
export function pieceNote(pieces: readonly Piece[]): string {
  const kinds = new Set(pieces.map(({ kind }) => kind));
  return (["thin", "unrated", "down"] as const)
    .flatMap((kind) => (kinds.has(kind) ? [PIECE_NOTES[kind]] : []))
    .join(" ");
}
