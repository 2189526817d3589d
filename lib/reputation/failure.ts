/**
 * Chance that an instance fails within a year: insolvent, shut down, or gone. An additive scorecard of published priors,
 * 20 points for each doubling of the odds. What nobody knows weighs what the model says for unknown, never as good.
 */
import { parseAmount } from "#lib/kernel/amount.ts";
import { type Band, bandOf } from "./band.ts";
import type { ConductScore } from "./conduct.ts";
import { clamp, divFloor, divRound, least, ONE } from "./integers.ts";
import { lgOfAmount } from "./logarithm.ts";
import type { Model, Term } from "./model.ts";

/** As of one day. Days whole, counts ≥ 0. */
export type InstanceFacts = {
  /** Since its registration here. */
  readonly ageDays: number;
  /** Since the latest breach that became known; null: none known. */
  readonly daysSinceBreach: number | null;
  /** Reserves over what is owed in whole percent, rounded down, and the age of the instant of both; null: not published. */
  readonly coverage: { readonly percent: number; readonly ageDays: number } | null;
  readonly heartbeat: "none" | "armed" | "suspended" | "failed";
  /** Days with an armed heartbeat within the last 730, without its silences. */
  readonly heartbeatDays: number;
  /** Silences of 72 hours or more within the last 180 days. */
  readonly silences: number;
  /** Other providers known to share its owner, and its host; null: unknown. */
  readonly ownerProviders: number | null;
  readonly hostProviders: number | null;
  /** Transparency steps reached. */
  readonly steps: number;
  /** Score of the weakest of its services, rated or not, in thousandths of a point; null: it sells none. */
  readonly servicesScore: number | null;
  /** Volume of 30 days that its own ledger digests or its users' checks prove, smallest units, decimal; null: unproven. */
  readonly volume: string | null;
};

export type FailureTerm = keyof Model["failure"]["terms"];

/** `bars` sum to score − start, in thousandths of a point. `clean` as of conduct: what narrows the band. */
export type Failure = {
  readonly score: number;
  readonly start: number;
  readonly bars: readonly { readonly term: FailureTerm; readonly points: number }[];
  readonly band: Band;
  readonly effective: number;
  readonly clean: number;
};

export function failureProbability(facts: InstanceFacts, conduct: ConductScore, model: Model): Failure {
  const { failure } = model;
  const start = failure.startPoints;
  const bars = termsOf(facts, model);
  const score = bars.reduce((sum, { points }) => sum + points, start);
  // Rounded down to whole points: the riskier row.
  const row = divFloor(clamp(score, 0, (failure.ppm.length - 1) * 1000), 1000);
  const alive = heartbeatUnits(facts.heartbeatDays, model);
  const clean = conduct.clean + alive;
  const band = bandOf(failure.ppm[row] ?? 0, clean, model);
  return { score, start, bars, band, effective: conduct.effective + alive, clean };
}

/** A sign of life is evidence of being there, and counts for a part of what a clean audit counts. */
function heartbeatUnits(days: number, { failure }: Model): number {
  return least(divRound(clamp(days, 0, MOST_DAYS) * ONE, failure.heartbeatDaysPerUnit), failure.heartbeatUnits * ONE);
}

const MOST_DAYS = 100_000;

function termsOf(facts: InstanceFacts, { failure: { terms } }: Model): Failure["bars"] {
  return [
    { term: "age", points: pointsOf(terms.age, facts.ageDays) },
    { term: "breach", points: pointsOf(terms.breach, facts.daysSinceBreach) },
    { term: "coverage", points: pointsOf(terms.coverage, facts.coverage?.percent) },
    { term: "coverageAge", points: pointsOf(terms.coverageAge, facts.coverage?.ageDays) },
    { term: "heartbeat", points: terms.heartbeat.points[facts.heartbeat] ?? 0 },
    { term: "silences", points: pointsOf(terms.silences, facts.silences) },
    { term: "ownerConcentration", points: pointsOf(terms.ownerConcentration, facts.ownerProviders) },
    { term: "hostConcentration", points: pointsOf(terms.hostConcentration, facts.hostProviders) },
    { term: "transparency", points: pointsOf(terms.transparency, facts.steps) },
    { term: "services", points: pointsOf(terms.services, facts.servicesScore) },
    { term: "volume", points: volumePoints(facts.volume, terms.volume) },
  ];
}

/** Of the last step that the value has reached, of the first for less. */
function pointsOf({ steps, unknown }: Term, value: number | null | undefined): number {
  if (value === null || value === undefined) return unknown;
  let points = steps[0]?.points ?? unknown;
  for (const step of steps) if (step.from <= value) points = step.points;
  return points;
}

/** So much for each doubling above the reference, up to the most. Small is no fault: below it there is nothing to lose. */
function volumePoints(text: string | null, term: Model["failure"]["terms"]["volume"]): number {
  const volume = text === null ? undefined : parseAmount(text);
  if (volume === undefined) return term.unknown;
  if (volume === 0n) return 0;
  const doublings = lgOfAmount(volume) - lgOfAmount(BigInt(term.reference));
  return doublings <= 0 ? 0 : least(divRound(doublings * term.perDoubling, 1000), term.most);
}
