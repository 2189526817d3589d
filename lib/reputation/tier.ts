/**
 * Tiers: by the upper end of the band, then what no points can outweigh. "Unrated" is too little evidence, or too little
 * beside clean checks to say E: it is treated as D and is neither good nor bad.
 */
import type { Band } from "./band.ts";
import type { ConductScore } from "./conduct.ts";
import type { Failure } from "./failure.ts";
import { divFloor, ONE } from "./integers.ts";
import { massOf } from "./mass.ts";
import type { Model } from "./model.ts";
import type { RecordItem } from "./record-item.ts";

export const TIERS = ["A", "B", "C", "D", "E", "unrated"] as const;
export type Tier = (typeof TIERS)[number];

/** What the state knows besides facts that count, as of one instant. */
export type GateFacts = {
  /** Two signed words of one thing, not resolved. */
  readonly hasEquivocated: boolean;
  /** Whole hours since the last sign of life of an armed heartbeat, without outages of the log; null: not armed. */
  readonly silentHours: number | null;
  /** Critical disclosures that have ended: identity, contacts, fees, and what an instance once published of its solvency. */
  readonly stale: readonly string[];
  /** Critical disclosures with the first UTC day on which they will be stale. */
  readonly ending: readonly { readonly type: string; readonly day: number }[];
  /** An announced wind-down, or a closed provider. */
  readonly isClosing: boolean;
};

export type GateRule = "equivocation" | "failed" | "malice" | "stale" | "suspended" | "closing";

/** `atBest` null: the tier stays, the limit is 0. `until`: first UTC day without it; null: until it is mended. */
export type Gate = {
  readonly rule: GateRule;
  readonly atBest: Tier | null;
  readonly until: number | null;
  /** Entry of the fault, for `malice`; names of the disclosures, for `stale`. */
  readonly of: readonly string[];
};

/** The tier that holds from a UTC day on unless something is done before. */
export type Pending = { readonly tier: Tier; readonly day: number; readonly reason: GateRule; readonly of: string };

export type Rating = {
  readonly tier: Tier;
  /** The tier without gates. */
  readonly byPoints: Tier;
  /** The mark that decides it. */
  readonly decidedBy: "conduct" | "failure";
  readonly gates: readonly Gate[];
  readonly pending: Pending | null;
  /** Suspended or closing: no money, whatever the tier. */
  readonly isShut: boolean;
};

export type RatingInput = {
  readonly items: readonly RecordItem[];
  readonly conduct: ConductScore;
  readonly conductBand: Band;
  /** Of instances; null for services, which fail with their instance. */
  readonly failure: Pick<Failure, "band" | "effective"> | null;
  readonly gates: GateFacts;
};

export function ratingOf(input: RatingInput, model: Model, day: number): Rating {
  const { tier: byPoints, decidedBy } = pointsTier(input, model);
  const gates = gatesOf(input, model, day);
  const tier = gated(byPoints, gates);
  const isShut = gates.some(({ atBest, rule }) => atBest === null || rule === "failed");
  return { tier, byPoints, decidedBy, gates, pending: pendingOf(tier, input.gates, model, day), isShut };
}

/** The tier of a probability: its upper end decides. */
export function tierOfBand({ high }: Pick<Band, "high">, { tiers }: Model): Tier {
  const reached = tiers.find(({ below }) => high < below)?.tier;
  return TIERS.find((tier) => tier === reached) ?? "E";
}

/** The worse of two; unrated counts as D, and among equals the letter stays. */
export function worseTier(a: Tier, b: Tier): Tier {
  return RANK[b] > RANK[a] ? b : a;
}

/** Unrated counts as D: neither is better than the other. */
export function isBetterTier(a: Tier, b: Tier): boolean {
  return RANK[a] < RANK[b];
}

const RANK: Readonly<Record<Tier, number>> = { A: 0, B: 1, C: 2, D: 3, unrated: 3, E: 4 };

/**
 * A service goes by its conduct. An instance goes by its chance to fail; its own conduct counts where faults outweigh
 * what is good, so that having been tested little as a server of answers is no stain.
 */
function pointsTier({ conduct, conductBand, failure }: RatingInput, model: Model): Pick<Rating, "tier" | "decidedBy"> {
  const { effective } = failure ?? conduct;
  const rated = (tier: Tier): Tier => (isEnough(tier, effective, conduct.clean, model) ? tier : "unrated");
  const byConduct = tierOfBand(conductBand, model);
  if (failure === null) return { tier: rated(byConduct), decidedBy: "conduct" };
  const byFailure = tierOfBand(failure.band, model);
  if (rated(byFailure) === "unrated") return { tier: "unrated", decidedBy: "failure" };
  const isConduct = conduct.score < conduct.start && RANK[byConduct] > RANK[byFailure];
  return isConduct ? { tier: rated(byConduct), decidedBy: "conduct" } : { tier: byFailure, decidedBy: "failure" };
}

/**
 * Whether so much evidence (2^16ths of a unit) says a tier. What is clean never says E: else one more clean check could
 * lower who is unrated, and nobody with a fault would be checked.
 */
function isEnough(tier: Tier, effective: number, clean: number, { evidence }: Model): boolean {
  return (tier === "E" ? effective - clean : effective) >= evidence.rated * ONE;
}

function gatesOf({ items, gates: facts }: RatingInput, model: Model, day: number): Gate[] {
  const { suspendedHours, failedDays } = model.gates;
  const gates: Gate[] = [];
  const add = (rule: GateRule, atBest: Tier | null, of: readonly string[] = [], until: number | null = null) =>
    gates.push({ rule, atBest, until, of });
  if (facts.hasEquivocated) add("equivocation", "E");
  const silent = facts.silentHours ?? 0;
  if (silent >= failedDays * 24) add("failed", "E");
  else if (silent >= suspendedHours) add("suspended", null);
  const malice = lastMalice(items, model, day);
  if (malice !== undefined) add("malice", "D", [malice.id], malice.day + model.gates.maliceDays + 1);
  if (facts.stale.length > 0) add("stale", "C", facts.stale.toSorted());
  if (facts.isClosing) add("closing", null);
  return gates;
}

/** The newest upheld grave fault with malice that is not older than the model's days. */
function lastMalice(items: readonly RecordItem[], model: Model, day: number): RecordItem | undefined {
  let last: RecordItem | undefined;
  for (const item of items) {
    if (item.severity !== "grave" || item.attribution !== "malice") continue;
    if (item.type !== "ruling" && item.type !== "verdict") continue;
    if (item.day > day || day - item.day > model.gates.maliceDays || massOf(item, model) === 0) continue;
    if (last === undefined || item.day > last.day || (item.day === last.day && item.id < last.id)) last = item;
  }
  return last;
}

function gated(tier: Tier, gates: readonly Gate[]): Tier {
  return gates.reduce<Tier>((worst, { atBest }) => (atBest === null ? worst : worseTier(worst, atBest)), tier);
}

/** The next day on which a clock that runs would lower the tier; of one day the worse. */
function pendingOf(tier: Tier, facts: GateFacts, { gates }: Model, day: number): Pending | null {
  const coming: Pending[] = facts.ending.map(({ type, day: then }) => ({
    tier: worseTier(tier, "C"),
    day: then,
    reason: "stale",
    of: type,
  }));
  if (facts.silentHours !== null && facts.silentHours >= gates.suspendedHours) {
    const left = gates.failedDays * 24 - facts.silentHours;
    coming.push({ tier: "E", day: day + (left <= 0 ? 0 : divFloor(left + 23, 24)), reason: "failed", of: "heartbeat" });
  }
  const lowering = coming.filter((each) => RANK[each.tier] > RANK[tier] && each.day > day);
  return lowering.toSorted((a, b) => a.day - b.day || RANK[b.tier] - RANK[a.tier] || (a.of < b.of ? -1 : 1))[0] ?? null;
}
