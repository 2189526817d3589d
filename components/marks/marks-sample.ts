/** Marks of made-up facts for the gallery and tests: rated by the code that rates, never written by hand. */
import { conductView, failureView, markSummaryOf, stackedView } from "#lib/contract/mark-views.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { type MarksInput, marksOf, ratedOf } from "#lib/reputation/marks.ts";
import { MODEL_1 } from "#lib/reputation/model.ts";
import { honest } from "#lib/reputation/reachable.ts";
import { PLAIN, type RecordItem } from "#lib/reputation/record-item.ts";
import { stackOf } from "#lib/reputation/stack.ts";
import { waysUp } from "#lib/reputation/ways-up.ts";
import { type MarksPageView, marksPageView } from "./marks-view.ts";
import { dayText } from "./marks-words.ts";

/** 2026-11-27. */
export const SAMPLE_DAY = 20_784;
const HONEST_BEGINS = 20_000;

/** The honest one of `/method`, after so many days, as of the sample's day. */
export function honestSample(kind: "service" | "instance", days: number): MarksInput {
  const { items, ...rest } = honest(kind, days, MODEL_1);
  return { ...rest, items: items.map((item) => ({ ...item, day: item.day + SAMPLE_DAY - HONEST_BEGINS - days })) };
}

export function withFault(input: MarksInput, fault: Partial<RecordItem>): MarksInput {
  const entry = 48_000 + input.items.length;
  const plain = {
    ...PLAIN,
    id: `${entry}`,
    entry,
    day: SAMPLE_DAY - 30,
    type: "verdict",
    severity: "serious",
  } as const;
  return { ...input, items: [...input.items, { ...plain, ...fault }] };
}

const NAMED = { id: "prv_aaaaaaaaaaaaaaaaaaaaaaaaaa" as ProviderId, name: "Halden" };

export type Sample = MarksPageView & { readonly up: ReturnType<typeof waysUp> };

/** `sellers`: the instances that sell a service, by name. */
export function sampleOf(
  input: MarksInput,
  titleOf: (type: string) => string,
  sellers: Readonly<Record<string, MarksInput>> = {},
): Sample {
  const document = marksOf(input, MODEL_1, SAMPLE_DAY);
  const conduct = conductView(input, document, MODEL_1, () => null);
  const failure = failureView(input, document, MODEL_1);
  const summary = markSummaryOf(document, MODEL_1);
  const stack = Object.entries(sellers).map(([name, seller]) => {
    const both = stackOf(ratedOf(document), ratedOf(marksOf(seller, MODEL_1, SAMPLE_DAY)), MODEL_1);
    return { service: NAMED, instance: { ...NAMED, name }, stacked: stackedView(both, MODEL_1) };
  });
  const read = { document, day: dayText(SAMPLE_DAY), size: 48_000, summary, conduct, failure, stack };
  return { ...marksPageView(read, titleOf), up: waysUp(input, MODEL_1, SAMPLE_DAY) };
}
