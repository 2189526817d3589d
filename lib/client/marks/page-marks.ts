/**
 * The marks as a page draws them, and what of them does not follow from the facts: a page that lies alone, beside an API
 * that tells the truth, is found so.
 */
import type { ProviderMarksView } from "#lib/contract/marks.ts";
import type { Band } from "#lib/reputation/band.ts";
import { conductOf } from "#lib/reputation/conduct.ts";
import { type Marks, type MarksInput, marksOf } from "#lib/reputation/marks.ts";
import type { Model } from "#lib/reputation/model.ts";

/** Bars by type of fact or term of the scorecard, in thousandths of a point; several of one key are one. */
type Bars = readonly { readonly key: string; readonly points: number }[];
type Score = Pick<Band, "estimate" | "low" | "high"> & Pick<Marks["conduct"], "score" | "start">;

/** `size`: of the state that the page was made of. */
export type PageMarks = Pick<Marks, "tier" | "transparency" | "depth"> & {
  readonly size: number;
  readonly conduct: Score;
  readonly failure: Score | null;
  readonly bars: { readonly conduct: Bars; readonly failure: Bars | null };
};

/** Key of the bar that stands for all that have none of their own. */
export const SMALLER = "smaller";

/** Of what the API answers, for whoever holds that itself against the facts. */
export function pageOfView({ document, size, conduct, failure }: ProviderMarksView): PageMarks {
  const { tier, transparency, depth } = document;
  const bars = {
    conduct: conduct.bars.map(({ type, points }) => ({ key: type, points })),
    failure: failure?.bars.map(({ term, points }) => ({ key: term, points })) ?? null,
  };
  return { size, tier, transparency, depth, conduct: document.conduct, failure: document.failure, bars };
}

/** The first of what the page shows that the facts do not give, in words; undefined: all of it follows. */
export function lieOf(page: PageMarks, input: MarksInput, model: Model, day: number): string | undefined {
  const own = marksOf(input, model, day);
  if (page.tier !== own.tier) return `the page shows ${tierWords(page.tier)}, and ${tierWords(own.tier)} follows`;
  const type = new Map(input.items.map((item) => [item.id, item.type]));
  const bars = conductOf(input.items, model, day).bars.map(({ id, points }) => ({ key: type.get(id) ?? id, points }));
  const failing = own.failure?.bars.map(({ term, points }) => ({ key: term, points })) ?? [];
  const rest: [string, boolean][] = [
    ["numbers of conduct", isSameScore(page.conduct, own.conduct)],
    ["numbers of the chance to fail", isSameScore(page.failure, own.failure)],
    ["steps of transparency", page.transparency === own.transparency],
    ["words on the depth of evidence", page.depth === own.depth],
    ["bars of conduct", areSameBars(page.bars.conduct, bars)],
    ["bars of the chance to fail", areSameBars(page.bars.failure ?? [], failing)],
  ];
  const [differs] = rest.find(([, isSame]) => !isSame) ?? [];
  return differs === undefined ? undefined : `the page shows ${differs} that do not follow`;
}

const tierWords = (tier: Marks["tier"]) => (tier === "unrated" ? "unrated" : `tier ${tier}`);

function isSameScore(shown: Score | null, own: Score | null): boolean {
  if (shown === null || own === null) return shown === own;
  return (["score", "start", "estimate", "low", "high"] as const).every((member) => shown[member] === own[member]);
}

function areSameBars(shown: Bars, own: Bars): boolean {
  const [drawn, computed] = [sumsOf(shown), sumsOf(own)];
  const smaller = drawn.get(SMALLER) ?? 0;
  let rest = 0;
  for (const [key, points] of computed) {
    if (!drawn.has(key)) rest += points;
    else if (drawn.get(key) !== points) return false;
  }
  return rest === smaller && [...drawn.keys()].every((key) => key === SMALLER || computed.has(key));
}

function sumsOf(bars: Bars): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { key, points } of bars) sums.set(key, (sums.get(key) ?? 0) + points);
  return sums;
}
