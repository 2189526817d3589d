/** Everything that the parts of a provider's page show of its marks: computed once, from the document and its model. */
import { type PageMarks, SMALLER } from "#lib/client/marks/page-marks.ts";
import type { ProviderMarksView } from "#lib/contract/marks.ts";
import type { FailureTerm } from "#lib/reputation/failure.ts";
import type { Marks } from "#lib/reputation/marks.ts";
import { riskiestOf } from "#lib/reputation/stack.ts";
import type { Tier } from "#lib/reputation/tier.ts";
import type { Alone } from "./mark-tiles.tsx";
import { type Allowed, gateSentence, type ShownMarks } from "./marks-words.ts";
import { conductWaterfall, failureWaterfall, type Waterfall } from "./waterfall/waterfall-model.ts";

export type MarksPageView = {
  readonly marks: ShownMarks;
  /** Of the state that the marks are of. */
  readonly size: number;
  /** UTC day of the marks. */
  readonly date: string;
  /** Of a service that instances sell: what its riskiest seller leaves of it, since that holds the money. */
  readonly allowed: Allowed;
  readonly soldBy: SoldBy | null;
  readonly alone: Alone;
  readonly conduct: Waterfall;
  readonly failure: Waterfall | null;
  readonly rules: readonly string[];
  /** Proven by machine or upheld by people; several facts of one are one. */
  readonly faults: number;
};

/** The riskiest seller of a service, `tier` and `allowed` of both together, and how many sell it. */
export type SoldBy = {
  readonly name: string;
  readonly tier: Tier;
  readonly isShut: boolean;
  readonly of: number;
  readonly allowed: Allowed;
  /** With whom most is allowed, where that is more. */
  readonly best: { readonly name: string; readonly tier: Tier; readonly allowed: Allowed } | null;
};

/** Of what `GET /providers/{id}/marks` answers. */
type Read = Pick<ProviderMarksView, "day" | "size" | "conduct" | "failure" | "stack"> & {
  readonly document: ShownMarks & Pick<Marks, "conduct">;
  readonly summary: Pick<ProviderMarksView["summary"], "limit_percent" | "prepay_days">;
};

export function marksPageView(
  { document, day, size, summary, conduct, failure, stack }: Read,
  titleOf: (type: string) => string,
): MarksPageView {
  const alone = { conduct: conduct.tier, failure: failure?.tier ?? null };
  const soldBy = document.failure === null ? riskiestSeller(stack) : null;
  return {
    ...{ marks: document, size, date: day, alone },
    allowed: soldBy === null ? { percent: summary.limit_percent, prepayDays: summary.prepay_days } : soldBy.allowed,
    soldBy,
    conduct: conductWaterfall(conduct, conduct.bars, conduct.limits),
    failure:
      failure === null
        ? null
        : failureWaterfall(
            failure,
            failure.bars.map((bar) => ({ ...bar, term: bar.term as FailureTerm })),
            failure.limits,
          ),
    faults: conduct.faults,
    rules: document.gates.map((gate) => gateSentence(gate, titleOf)),
  };
}

/** What the page draws, for the browser to hold its own computation against. */
export function pageMarksOf({ marks, size, conduct, failure }: MarksPageView): PageMarks {
  const { tier, transparency, depth } = marks;
  const bars = { conduct: barsOf(conduct), failure: failure && barsOf(failure) };
  return {
    ...{ size, tier, transparency, depth, bars },
    conduct: { ...scoreOf(marks.conduct), start: conduct.start, score: conduct.score },
    failure: marks.failure && {
      ...scoreOf(marks.failure),
      ...(failure && { start: failure.start, score: failure.score }),
    },
  };
}

const scoreOf = ({ score, start, estimate, low, high }: ShownMarks["conduct"]) => ({
  score,
  start,
  estimate,
  low,
  high,
});

const barsOf = ({ groups, smaller }: Waterfall) => [
  ...groups.map(({ key, points }) => ({ key, points })),
  ...(smaller === null ? [] : [{ key: SMALLER, points: smaller.points }]),
];

function riskiestSeller(stack: ProviderMarksView["stack"]): SoldBy | null {
  const riskiest = riskiestOf(stack, ({ stacked: { tier, is_shut: isShut, ...band } }) => ({ tier, isShut, band }));
  if (riskiest === undefined) return null;
  const { instance, stacked } = riskiest;
  const { tier, is_shut: isShut, limit_percent: percent, prepay_days: prepayDays } = stacked;
  const allowed = { percent, prepayDays };
  return { name: instance.name, tier, isShut, of: stack.length, allowed, best: bestSeller(stack, percent) };
}

function bestSeller(stack: ProviderMarksView["stack"], above: number): SoldBy["best"] {
  const [best] = stack.toSorted(
    ({ stacked: a }, { stacked: b }) => b.limit_percent - a.limit_percent || a.high - b.high,
  );
  if (best === undefined || best.stacked.limit_percent <= above) return null;
  const { tier, limit_percent: percent, prepay_days: prepayDays } = best.stacked;
  return { name: best.instance.name, tier, allowed: { percent, prepayDays } };
}
