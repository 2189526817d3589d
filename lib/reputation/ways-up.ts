/**
 * What would raise a tier. Nothing is said that was not rated: each way is tried by rating the provider again with
 * changed facts on days ahead, and its day is one that has the better tier after one that has not.
 *
 * Ahead means: what runs goes on (a heartbeat that is armed, disclosures that are renewed), what was found fades by its
 * age, and nothing new happens but what the way does.
 */
import { divFloor, least } from "./integers.ts";
import { type Marks, type MarksInput, marksOf } from "./marks.ts";
import type { Model } from "./model.ts";
import { auditByStranger } from "./reachable.ts";
import type { Tier } from "./tier.ts";

/** Two different words of one signer end by what people rule, or never: nothing that the provider does lifts them. */
export type Lifted = "stale" | "suspended" | "failed";

export type Act =
  /** Mends what bounds the tier, whatever its points. */
  | { readonly act: "lift"; readonly rule: Lifted; readonly of: readonly string[] }
  /** An instance shows so many of the four steps. */
  | { readonly act: "steps"; readonly steps: number }
  /** An instance proves reserves over what it owes, and keeps that as new. `percent`: what is shown at least. */
  | { readonly act: "coverage"; readonly percent: number }
  /** An instance arms its heartbeat and keeps it going. */
  | { readonly act: "heartbeat" }
  /** Strangers check a service on five days of seven, and find nothing. */
  | { readonly act: "audits" }
  /** Nothing but time. */
  | { readonly act: "wait" };

/** First UTC day (since 1970-01-01) on which the acts, done on the day of the marks, have the tier. `audits`: new ones by then. */
export type Way = {
  readonly acts: readonly Act[];
  readonly tier: Tier;
  readonly day: number;
  readonly audits: number;
};

/** `goal` is the least tier that would be better; null: nothing is above. `ways`: the soonest first, each better than now. */
export type WaysUp = {
  readonly from: Tier;
  readonly isShut: boolean;
  readonly goal: Tier | null;
  readonly ways: readonly Way[];
  /** Of who is unrated: the soonest way to a tier that is no worse, which is D or better. */
  readonly rated: Way | null;
  /** Of who is unrated and has faults: what rates it first, and rates it E. */
  readonly ratedE: Way | null;
  /** Of who is E: when evidence has faded so far that nothing is rated, which is no better. */
  readonly faded: Way | null;
};

/** Weeks that are looked at, three years ahead; between two of them the day is found by halving. */
const WEEKS = [0, 1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 26, 32, 39, 52, 65, 78, 104, 130, 156];
const WAIT: readonly Act[] = [{ act: "wait" }];

export function waysUp(input: MarksInput, model: Model, day: number): WaysUp {
  const now = marksOf(input, model, day);
  const { tier, isShut } = now;
  const found = { from: tier, isShut, goal: isShut ? tier : GOAL[tier] };
  const none = { ways: [], rated: null, ratedE: null, faded: null };
  if (found.goal === null || input.gates.isClosing) return { ...found, ...none };
  const search = (acts: readonly Act[], isReached: (marks: Marks) => boolean) =>
    firstDay({ input, acts, model, day }, isReached);
  const isWorst = tier === "E" && !isShut;
  const isFaded = (marks: Marks) => isWorst && marks.tier === "unrated";
  const isBetter = (marks: Marks) => rankOf(marks) < rankOf(now) && !isFaded(marks);

  const wait = search(WAIT, isBetter);
  const acts = actsOf(input, now, model);
  const sooner = (way: Way | undefined, than: Way | undefined): way is Way =>
    way !== undefined && (than === undefined || way.day < than.day || (way.day === than.day && isAbove(way, than)));
  const singles = acts.map((act) => search([act], isBetter)).filter((way) => sooner(way, wait));
  const best = [...singles, ...(wait === undefined ? [] : [wait])].toSorted(bySoonest)[0];
  const all = acts.length < 2 ? undefined : search(acts, isBetter);
  const together = sooner(all, best) ? [withoutIdle(all, (fewer) => search(fewer, isBetter))] : [];
  return {
    ...found,
    ways: [...singles, ...(wait === undefined ? [] : [wait]), ...together].toSorted(bySoonest),
    ...(tier === "unrated" ? ratedFirst(acts, search) : { rated: null, ratedE: null }),
    faded: (isWorst ? search(WAIT, isFaded) : undefined) ?? null,
  };
}

/** The facts after some days of the acts. */
export function changedInput(input: MarksInput, acts: readonly Act[], day: number, days: number): MarksInput {
  return acts.reduce((changed, act) => withAct(changed, act, day, days), withTime(input, days));
}

function withTime({ instance, gates, ...rest }: MarksInput, days: number): MarksInput {
  const silent = gates.silentHours ?? 0;
  // Who beats goes on to beat; a silence of days goes on too.
  const silentHours = silent >= 72 ? silent + days * 24 : gates.silentHours;
  return {
    ...rest,
    gates: { ...gates, silentHours, ending: [] },
    instance: instance && {
      ...instance,
      ageDays: instance.ageDays + days,
      daysSinceBreach: instance.daysSinceBreach === null ? null : instance.daysSinceBreach + days,
      heartbeatDays: instance.heartbeat === "armed" ? beaten(instance.heartbeatDays, days) : instance.heartbeatDays,
    },
  };
}

function withAct(input: MarksInput, act: Act, day: number, days: number): MarksInput {
  const { items, instance, gates } = input;
  switch (act.act) {
    case "lift":
      if (act.rule === "stale") return { ...input, gates: { ...gates, stale: [] } };
      return beating(input, days);
    case "steps":
      return { ...input, steps: act.steps, instance: instance && { ...instance, steps: act.steps } };
    case "coverage":
      return { ...input, instance: instance && { ...instance, coverage: { percent: act.percent, ageDays: 0 } } };
    case "heartbeat":
      return beating(input, days);
    case "audits":
      return { ...input, items: [...items, ...auditsAhead(items, day, days)] };
    case "wait":
      return input;
  }
}

/** A sign of life ends a silence, and the heartbeat goes on from there. */
function beating(input: MarksInput, days: number): MarksInput {
  const { instance, gates } = input;
  const heartbeatDays = instance === null ? 0 : beaten(instance.heartbeatDays, days);
  return {
    ...input,
    gates: { ...gates, silentHours: 0 },
    instance: instance && { ...instance, heartbeat: "armed", heartbeatDays },
  };
}

const beaten = (before: number, days: number) => least(before + days, 730);

/** From the day of the marks to the day that is looked at, both included. */
function auditsAhead(items: MarksInput["items"], day: number, days: number): MarksInput["items"] {
  const last = items.reduce((newest, { entry }) => (entry > newest ? entry : newest), 0);
  const added: MarksInput["items"][number][] = [];
  for (let at = 0; at <= days; at++)
    if (at % 7 < 5) added.push({ ...auditByStranger(at, day + at), id: `ahead.${at}`, entry: last + 1 + at });
  return added;
}

/** What this provider could do today. */
function actsOf({ instance, gates }: MarksInput, now: Marks, model: Model): Act[] {
  const acts: Act[] = [];
  for (const { rule, of } of now.gates)
    if (rule === "stale" || rule === "suspended" || rule === "failed") acts.push({ act: "lift", rule, of });
  if (instance === null) return [...acts, { act: "audits" }];
  if (instance.heartbeat === "none") acts.push({ act: "heartbeat" });
  const { coverage } = instance;
  if (coverage === null || coverage.percent < 100 || coverage.ageDays >= staleFrom(model))
    acts.push({ act: "coverage", percent: coverage === null || coverage.percent < 100 ? 100 : coverage.percent });
  if (instance.steps < 4 && gates.stale.length === 0) acts.push({ act: "steps", steps: instance.steps + 1 });
  return acts;
}

/** Age in days from which on proof of coverage weighs less than new. */
function staleFrom({ failure }: Model): number {
  return failure.terms.coverageAge.steps.find(({ points }) => points < 0)?.from ?? Number.MAX_SAFE_INTEGER;
}

type Question = {
  readonly input: MarksInput;
  readonly acts: readonly Act[];
  readonly model: Model;
  readonly day: number;
};

function firstDay({ input, acts, model, day }: Question, isReached: (marks: Marks) => boolean): Way | undefined {
  const marksAfter = (days: number) => marksOf(changedInput(input, acts, day, days), model, day + days);
  let [before, after] = [-1, -1];
  for (const week of WEEKS) {
    if (isReached(marksAfter(week * 7))) {
      after = week * 7;
      break;
    }
    before = week * 7;
  }
  if (after < 0) return undefined;
  while (after - before > 1) {
    const middle = divFloor(before + after, 2);
    if (middle >= 0 && isReached(marksAfter(middle))) after = middle;
    else before = middle;
  }
  const { items } = changedInput(input, acts, day, after);
  return { acts, tier: marksAfter(after).tier, day: day + after, audits: items.length - input.items.length };
}

/** Leaves out each act without which the same is there as soon. */
function withoutIdle(way: Way, search: (acts: readonly Act[]) => Way | undefined): Way {
  return way.acts.reduce((kept, act) => {
    const fewer = kept.acts.filter((other) => other !== act);
    const without = fewer.length === 0 ? undefined : search(fewer);
    return without !== undefined && without.day <= kept.day && !isAbove(kept, without) ? without : kept;
  }, way);
}

type Search = (acts: readonly Act[], isReached: (marks: Marks) => boolean) => Way | undefined;

/** With faults on record the first tier can be E, which allows less than having none: a better one comes later, if at all. */
function ratedFirst(acts: readonly Act[], search: Search): Pick<WaysUp, "rated" | "ratedE"> {
  const soonest = (isReached: (marks: Marks) => boolean) => {
    const alone = [WAIT, ...acts.map((act) => [act])].flatMap((one) => search(one, isReached) ?? []);
    return alone.toSorted(bySoonest)[0] ?? search(acts, isReached) ?? null;
  };
  const first = soonest(({ tier }) => tier !== "unrated");
  if (first?.tier !== "E") return { rated: first, ratedE: null };
  return { rated: soonest(({ tier }) => tier !== "unrated" && tier !== "E"), ratedE: first };
}

const RANK: Readonly<Record<Tier, number>> = { A: 0, B: 1, C: 2, D: 3, unrated: 3, E: 4 };
const GOAL: Readonly<Record<Tier, Tier | null>> = { A: null, B: "A", C: "B", D: "C", unrated: "C", E: "D" };
const SHUT = 5;

const rankOf = ({ tier, isShut }: Pick<Marks, "tier" | "isShut">) => (isShut ? SHUT : RANK[tier]);
const isAbove = (one: Way, other: Way) => RANK[one.tier] < RANK[other.tier];

function bySoonest(one: Way, other: Way): number {
  return one.day - other.day || RANK[one.tier] - RANK[other.tier] || one.acts.length - other.acts.length;
}
