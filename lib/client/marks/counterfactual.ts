/**
 * What would have been: a provider rated again in this browser, day by day, from the facts that the log shows today, with
 * some of them left out or by today's rules. A forecast of the past: not what was rated then.
 */
import type { MarksFactsView } from "#lib/contract/marks.ts";
import { parseProviderId } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import { type Marks, type MarksInput, marksOf, ratedOf } from "#lib/reputation/marks.ts";
import type { Tier } from "#lib/reputation/tier.ts";
import type { Form } from "#lib/state/forms.ts";
import { activeModel, marksInputOf, withoutItem } from "#lib/state/marks/marks-input.ts";
import { viewOfForms } from "#lib/state/marks/read-forms.ts";
import { requestJson } from "../request-json.ts";

/** Of which nobody sees more in a drawing. */
const MOST_DAYS = 240;

export type Facts = Pick<MarksFactsView, "id" | "forms">;
/** Of one day; `ppm`: estimate and upper end. */
export type Rerated = {
  readonly day: number;
  readonly estimate: number;
  readonly high: number;
  readonly score: number;
};
/** `high`: the upper end of the deciding band, ppm. */
export type RatedEnd = { readonly tier: Tier; readonly high: number };
export type Counterfactual = {
  readonly days: readonly Rerated[];
  /** Of the last day, with all facts and without those. */
  readonly asIs: RatedEnd;
  readonly without: RatedEnd;
};

/** The facts of the newest day. Throws what `requestJson` throws. */
export async function fetchNewestFacts(provider: string): Promise<Facts> {
  const path = `/api/v1/providers/${encodeURIComponent(provider)}/marks/facts`;
  return (await requestJson<{ data: MarksFactsView }>(path)).data.data;
}

/**
 * By the model in force, without the facts named in `items`. `days` ascending; thinned to what can be drawn, the last one
 * kept. Undefined: there are no days, or no model that this code has.
 */
export function rerate(
  { id, forms }: Facts,
  items: readonly string[],
  days: readonly number[],
): Counterfactual | undefined {
  const provider = parseProviderId(id);
  const view = viewOfForms(forms.map((text) => JSON.parse(text) as Form));
  const active = activeModel(view);
  const last = days.at(-1);
  if (provider === undefined || active.state !== "known" || last === undefined) return undefined;
  const { model } = active;
  const every = Math.max(1, Math.ceil(days.length / MOST_DAYS));
  const kept = days.filter((day, at) => at % every === 0 || day === last);
  const rated: Rerated[] = [];
  let ends: Pick<Counterfactual, "asIs" | "without"> | undefined;
  for (const day of kept) {
    const input = marksInputOf(view, provider, asInstant(day * DAY_MS), model);
    if (input === undefined) return undefined;
    const without = marksOf(leaveOut(input, items), model, day);
    const { estimate, high } = ratedOf(without).band;
    rated.push({ day, estimate, high, score: without.conduct.score });
    if (day === last) ends = { asIs: endOf(marksOf(input, model, day)), without: endOf(without) };
  }
  return ends && { days: rated, ...ends };
}

const endOf = (marks: Marks): RatedEnd => ({ tier: marks.tier, high: ratedOf(marks).band.high });

function leaveOut(input: MarksInput, items: readonly string[]): MarksInput {
  return items.reduce((left, item) => withoutItem(left, item), input);
}
