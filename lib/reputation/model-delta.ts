/**
 * Who would move if another model were in force, and by which term: part of an announcement, so that a change of the rules
 * is not taken for a change of the world. By the facts of one day under both models.
 */
import { conductOf } from "./conduct.ts";
import { failureProbability } from "./failure.ts";
import { type MarksInput, marksOf, ratedOf } from "./marks.ts";
import type { Model } from "./model.ts";
import type { Tier } from "./tier.ts";

/** Facts and model of one side. Facts differ a little: an instance's rest on the conduct of its services. */
export type DeltaSide = { readonly input: MarksInput; readonly model: Model };

/** `high`: the upper end of the deciding band, ppm. */
export type DeltaMark = { readonly tier: Tier; readonly high: number };

/**
 * `term`: the one whose points differ most, as in the bars of the waterfall: `start`, a type of facts, or a term of the
 * scorecard; `tables` where no points differ and only what follows from them does. `points` in thousandths, after less
 * before.
 */
export type Moved = {
  readonly provider: string;
  /** Null: no model was in force. */
  readonly before: DeltaMark | null;
  readonly after: DeltaMark;
  readonly term: string;
  readonly points: number;
};

export type ModelDelta = {
  readonly type: "touchstone-model-delta/v1";
  /** Hashes, hex. */
  readonly before: string | null;
  readonly after: string;
  /** Days since 1970-01-01, and the size of the log, of the facts. */
  readonly day: number;
  readonly size: number;
  /** Looked at; all that are not listed have the same tier and band under both. */
  readonly providers: number;
  /** Of those that moved, how many are not listed. */
  readonly unlisted: number;
  /** Changes of tier first, then by how far the upper end moved. */
  readonly moved: readonly Moved[];
};

/** Of which an announcement lists so many: a part of it has a bounded size. */
export const MOVED_LISTED = 2_000;

/** Undefined: its tier and its band are the same under both. */
export function movedOf(provider: string, before: DeltaSide | null, after: DeltaSide, day: number): Moved | undefined {
  const now = markOf(after, day);
  if (before === null) return { provider, before: null, after: now, term: "start", points: 0 };
  const then = markOf(before, day);
  if (then.tier === now.tier && then.high === now.high) return undefined;
  return { provider, before: then, after: now, ...largestTerm(before, after, day) };
}

/** In the order of the report, cut to its length. */
export function listMoved(moved: readonly Moved[]): Pick<ModelDelta, "moved" | "unlisted"> {
  const ordered = moved.toSorted((a, b) => rankOf(b) - rankOf(a) || (a.provider < b.provider ? -1 : 1));
  return { moved: ordered.slice(0, MOVED_LISTED), unlisted: ordered.slice(MOVED_LISTED).length };
}

const PPM = 1_000_000;
const rankOf = ({ before, after }: Moved): number => {
  if (before === null) return 0;
  const far = before.high < after.high ? after.high - before.high : before.high - after.high;
  return far + (before.tier === after.tier ? 0 : PPM);
};

function markOf({ input, model }: DeltaSide, day: number): DeltaMark {
  const marks = marksOf(input, model, day);
  return { tier: marks.tier, high: ratedOf(marks).band.high };
}

function largestTerm(before: DeltaSide, after: DeltaSide, day: number): Pick<Moved, "term" | "points"> {
  const [then, now] = [pointsByTerm(before, day), pointsByTerm(after, day)];
  let largest = { term: "tables", points: 0 };
  for (const term of new Set([...then.keys(), ...now.keys()])) {
    const points = (now.get(term) ?? 0) - (then.get(term) ?? 0);
    if (points * points > largest.points * largest.points) largest = { term, points };
  }
  return largest;
}

/** Points of the start, of each type of facts, and of each term of the scorecard. */
function pointsByTerm({ input, model }: DeltaSide, day: number): Map<string, number> {
  const conduct = conductOf(input.items, model, day);
  const types = new Map(input.items.map(({ id, type }) => [id, type]));
  const points = new Map<string, number>([["start", conduct.start]]);
  const add = (term: string, value: number) => points.set(term, (points.get(term) ?? 0) + value);
  for (const bar of conduct.bars) add(types.get(bar.id) ?? "other", bar.points);
  if (input.instance !== null)
    for (const bar of failureProbability(input.instance, conduct, model).bars) add(bar.term, bar.points);
  return points;
}
