/** Marks and what they rest on in the words of the API. Pure, so that a browser says the same of what it recomputed. */
import { DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { conductOf } from "#lib/reputation/conduct.ts";
import type { FailureTerm, InstanceFacts } from "#lib/reputation/failure.ts";
import { naturalFrequency } from "#lib/reputation/frequency.ts";
import { exposureLimit, prepayDays, type Standing } from "#lib/reputation/limits.ts";
import { type Marks, type MarksInput, marksDigest, ratedOf } from "#lib/reputation/marks.ts";
import type { Model } from "#lib/reputation/model.ts";
import { conductLimits, failureLimits } from "#lib/reputation/score-limits.ts";
import type { Rated } from "#lib/reputation/stack.ts";
import { tierOfBand } from "#lib/reputation/tier.ts";
import type { ConductBar, MarkSummary, ProviderMarksView, StackedView } from "./marks.ts";

/** Whole UTC days since 1970-01-01 as `2026-11-22`. */
export function dateOfDay(day: number): string {
  return formatInstant((day * DAY_MS) as Instant).slice(0, 10);
}

/** `model`: the one that the marks name. `isShut`: by the clock, where somebody asks now. */
export function markSummaryOf(marks: Marks, model: Model, isShut: boolean = marks.isShut): MarkSummary {
  const { tier, byPoints, decidedBy, pending, gates, transparency, depth } = marks;
  const { band } = ratedOf(marks);
  return {
    day: dateOfDay(marks.day),
    tier,
    tier_by_points: byPoints,
    decided_by: decidedBy,
    is_shut: isShut,
    pending: pending && { ...pending, day: dateOfDay(pending.day) },
    gates: gates.map(({ rule, atBest, until, of }) => ({
      ...{ rule, at_best: atBest, of: [...of] },
      until: until === null ? null : dateOfDay(until),
    })),
    probability: band,
    words: naturalFrequency(band.high),
    ...limitsOf({ tier, isShut }, model),
    transparency,
    depth,
    digest: marksDigest(marks),
    model: marks.model,
  };
}

/** The rule that no points outweigh and that makes the tier worse than they do; undefined: none does. */
export function loweredBy({
  tier,
  tier_by_points,
  gates,
}: MarkSummary): MarkSummary["gates"][number]["rule"] | undefined {
  return tier === tier_by_points ? undefined : gates.find(({ at_best }) => at_best === tier)?.rule;
}

/** `marks`: those of the facts. `aboutOf`: what a fact is of, by its id; null for what is due and not recorded. */
export function conductView(
  { items }: MarksInput,
  marks: Marks,
  model: Model,
  aboutOf: (id: string) => string | null,
): ProviderMarksView["conduct"] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const { score, start, bars } = conductOf(items, model, marks.day);
  const told = bars.flatMap(({ id, points }): ConductBar[] => {
    const item = byId.get(id);
    if (item === undefined) return [];
    const { entry, type, severity, evidence, attribution, faultGroup } = item;
    const place = { id, entry, day: dateOfDay(item.day), about: aboutOf(id) };
    return [{ ...place, type, severity, evidence, attribution, points, group: faultGroup }];
  });
  const tier = tierOfBand(marks.conduct, model);
  const limits = marks.byPoints === "unrated" ? [] : conductLimits(marks, model);
  return { score, start, tier, limits, faults: faultsOf(told), bars: told };
}

function faultsOf(bars: readonly ConductBar[]): number {
  const found = bars.filter(({ type, points }) => points < 0 && (type === "ruling" || type === "verdict"));
  return new Set(found.map(({ id, group }) => group ?? id)).size;
}

/** Null for services. */
export function failureView(input: MarksInput, marks: Marks, model: Model): ProviderMarksView["failure"] {
  const { instance } = input;
  if (instance === null || marks.failure === null) return null;
  const { score, start, bars } = marks.failure;
  const { terms } = model.failure;
  const told = bars.map(({ term, points }) => ({
    ...{ term, points, value: VALUES[term](instance) },
    ...{ says: terms[term].says, basis: terms[term].basis },
  }));
  const limits = marks.byPoints === "unrated" ? [] : failureLimits(marks, model);
  return { score, start, tier: tierOfBand(marks.failure, model), limits, bars: told };
}

/** The fact that a term weighs; null: nobody knows it. */
const VALUES: Readonly<Record<FailureTerm, (facts: InstanceFacts) => number | string | null>> = {
  age: ({ ageDays }) => ageDays,
  breach: ({ daysSinceBreach }) => daysSinceBreach,
  coverage: ({ coverage }) => coverage?.percent ?? null,
  coverageAge: ({ coverage }) => coverage?.ageDays ?? null,
  heartbeat: ({ heartbeat }) => heartbeat,
  silences: ({ silences }) => silences,
  ownerConcentration: ({ ownerProviders }) => ownerProviders,
  hostConcentration: ({ hostProviders }) => hostProviders,
  transparency: ({ steps }) => steps,
  services: ({ servicesScore }) => servicesScore,
  volume: ({ volume }) => volume,
};

export function stackedView({ tier, isShut, band }: Rated, model: Model): StackedView {
  return { tier, is_shut: isShut, ...band, ...limitsOf({ tier, isShut }, model) };
}

function limitsOf(standing: Standing, model: Model) {
  return {
    limit_percent: Number(exposureLimit(standing, 100n, model)),
    prepay_days: prepayDays(standing, model),
  };
}
