/** Why an answer is one, in a sentence. Pure. */
import { days, oneIn } from "#components/marks/marks-words.ts";
import { capital } from "#components/ui/capital.ts";
import type { MarketAnswerView, MarketPoint, MarketView } from "#lib/contract/market.ts";

type Asked = Pick<MarketView, "tolerance" | "days">;

/** "Costs least at C or better, and is the safest here: up to 1 in 87 like it fail or lie within a year." */
export function whySentence(answer: Pick<MarketAnswerView, "reasons">, point: Risk, asked: Asked): string {
  const reasons = answer.reasons.map((reason) => REASONS[reason](asked));
  const [first = "", ...others] = reasons;
  const lead = capital([first, ...others.map((reason) => `and ${reason}`)].join(", "));
  if (point.tier === "unrated") return `${lead}.`;
  return `${lead}: up to ${oneIn(point.high)} like it fail or lie within a year.`;
}

type Risk = Pick<MarketPoint, "tier" | "high">;

const REASONS: Readonly<Record<MarketAnswerView["reasons"][number], (asked: Asked) => string>> = {
  "least-cost": ({ tolerance }) =>
    `costs least ${tolerance === "A" ? "at A" : `at ${tolerance} or better`}, possible loss counted in`,
  safest: () => "is the safest where money may go",
  cheapest: () => "has the lowest price where money may go",
  next: () => "comes next by price and possible loss",
  "too-little-known": () => "too little is known of it, so treat it as high risk",
};

/** "keep at most 25 EUR, for at most 7 days" */
export function keepText({ limit, prepay_days }: Pick<MarketAnswerView, "limit" | "prepay_days">, currency: string) {
  return `keep at most ${limit} ${currency}, pay at most ${days(prepay_days)} ahead`;
}

/** What stands in place of answers where there are none. */
export function noAnswerWords({ points, counts }: Pick<MarketView, "points" | "counts">): string {
  if (points.length === 0)
    return "Nobody sells anything here at a stated price yet, so that there is nothing to answer with.";
  if (counts.shut === points.length) return "Whoever sells it is suspended or closing: keep nothing there.";
  return "All that is on offer is severe risk: keep nothing there.";
}
