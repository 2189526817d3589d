/**
 * "Why C?" as a drawing: from the start of every newcomer, group by group with the largest effect first, to the score.
 * All numbers are thousandths of a point, as the API states them.
 */
import { capital } from "#components/ui/capital.ts";
import type { FailureTerm } from "#lib/reputation/failure.ts";
import type { ItemType, Severity } from "#lib/reputation/record-item.ts";
import type { ScoreLimit } from "#lib/reputation/score-limits.ts";
import { countedWords, pointsText, TERM_WORDS } from "./waterfall-words.ts";

/** A fact with what it gave or took. */
export type ConductBar = {
  readonly id: string;
  readonly entry: number;
  /** A UTC day, `2026-11-27`. */
  readonly day: string;
  readonly type: ItemType;
  readonly severity: Severity | null;
  readonly points: number;
};

/** `value`: what was measured; null: nobody knows, and the points are those of not knowing. */
export type FailureBar = {
  readonly term: FailureTerm;
  readonly points: number;
  readonly value: number | string | null;
  readonly says: string;
};

export type Group = {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly points: number;
  /** Where its bar begins; it ends at `from + points`. */
  readonly from: number;
  /** The facts with the largest effect, at most {@link ENTRIES_SHOWN}. */
  readonly entries: readonly ConductBar[];
  /** Of a term of the scorecard: what it asks. */
  readonly says: string | null;
};

export type Waterfall = {
  readonly of: "conduct" | "failure";
  readonly start: number;
  readonly score: number;
  /** Facts, or terms with an effect. */
  readonly counted: number;
  readonly groups: readonly Group[];
  /** What is left, together: at most one. */
  readonly smaller: Group | null;
  readonly limits: readonly ScoreLimit[];
  readonly domain: readonly [low: number, high: number];
};

const GROUPS_SHOWN = 7;
const ENTRIES_SHOWN = 10;

type Score = { readonly start: number; readonly score: number };

export function conductWaterfall(score: Score, bars: readonly ConductBar[], limits: readonly ScoreLimit[]): Waterfall {
  const byType = new Map<ItemType, ConductBar[]>();
  for (const bar of bars) {
    const of = byType.get(bar.type);
    if (of === undefined) byType.set(bar.type, [bar]);
    else of.push(bar);
  }
  const groups = [...byType].map(([type, of]) => ({
    key: type,
    label: capital(countedWords(type, of.length).replace(/^1 /, "")),
    count: of.length,
    points: sum(of),
    entries: of.toSorted(byEffect).slice(0, ENTRIES_SHOWN),
    says: null,
  }));
  return drawn("conduct", score, groups, bars.length, limits);
}

export function failureWaterfall(score: Score, bars: readonly FailureBar[], limits: readonly ScoreLimit[]): Waterfall {
  const groups = bars
    .filter(({ points }) => points !== 0)
    .map(({ term, points, value, says }) => ({
      key: term,
      label: value === null ? `${TERM_WORDS[term]}: not known` : TERM_WORDS[term],
      count: 1,
      points,
      entries: [],
      says,
    }));
  return drawn("failure", score, groups, groups.length, limits);
}

type Unplaced = Omit<Group, "from">;

function drawn(
  of: Waterfall["of"],
  { start, score }: Score,
  all: readonly Unplaced[],
  counted: number,
  limits: readonly ScoreLimit[],
): Waterfall {
  const sorted = all.toSorted(byEffect);
  // One alone is shown by its name: "1 smaller" would take the same place.
  const shown = sorted.length === GROUPS_SHOWN + 1 ? sorted.length : GROUPS_SHOWN;
  const rest = sorted.slice(shown);
  let at = start;
  const placed = (group: Unplaced): Group => {
    const from = at;
    at += group.points;
    return { ...group, from };
  };
  const groups = sorted.slice(0, shown).map(placed);
  const smaller =
    rest.length === 0
      ? null
      : placed({
          key: "smaller",
          label: `${rest.length} smaller`,
          count: rest.reduce((total, { count }) => total + count, 0),
          points: sum(rest),
          entries: [],
          says: rest.map(({ label, points }) => `${label} ${pointsText(points)}`).join(", "),
        });
  const stops = [start, score, ...groups.map(({ from, points }) => from + points)];
  return { of, start, score, counted, groups, smaller, limits, domain: domainOf(stops, limits) };
}

/** From the nearest limit below all to the nearest above all, with some room, so that it is seen what was missed by how much. */
function domainOf(stops: readonly number[], limits: readonly ScoreLimit[]): readonly [number, number] {
  const [least, most] = [Math.min(...stops), Math.max(...stops)];
  const below = limits.findLast(({ from }) => from <= least)?.from ?? least;
  const above = limits.find(({ from }) => from >= most)?.from ?? most;
  const room = Math.max((above - below) * 0.06, 500);
  return [below - room, above + room];
}

/** The finding: what the largest group did. */
export function findingOf({ groups }: Waterfall): string {
  const [first] = groups;
  if (first === undefined) return "Nothing counts yet: it stands where every newcomer begins";
  return `Most of it: ${lowered(first.label)}, ${pointsText(first.points)} points`;
}

const sum = (of: readonly { readonly points: number }[]) => of.reduce((total, { points }) => total + points, 0);
const byEffect = (a: { readonly points: number }, b: { readonly points: number }) =>
  Math.abs(b.points) - Math.abs(a.points);
const lowered = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
