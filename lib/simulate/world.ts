/**
 * A world of services and instances whose chance of a fault, and of failing, is known, because it is thrown with it: honest ones, sloppy ones, ones
 * that slowly fail, liars, and honest ones that are falsely accused. Their evidence comes as the facts of a record.
 *
 * A world is a seed: the same source of bytes gives the same facts. Nobody is named after what it is.
 */
import type { Random } from "#lib/kernel/clock.ts";
import type { InstanceFacts } from "#lib/reputation/failure.ts";
import { PLAIN, type RecordItem } from "#lib/reputation/record-item.ts";
import { type Dice, diceOf } from "./dice.ts";
import { type InstanceHabits, instanceOf } from "./world-instance.ts";

export const PERSONAS = ["honest", "sloppy", "failing", "lying", "accused"] as const;
export type Persona = (typeof PERSONAS)[number];

const INSTANCE_SHARE = 0.5;

/** How often things happen, on average, in a year of its life. */
type Habits = {
  readonly share: number;
  /** Clean answers that somebody had run again. */
  readonly audits: number;
  readonly duties: number;
  /** Late answers, stale disclosures, broken promises. */
  readonly slips: number;
  /** Upheld grave or serious faults. */
  readonly faults: number;
  /** As often in the last year of its life. */
  readonly faultsAtLast: number;
  readonly claims: number;
  readonly openReports: number;
};

const HABITS: Readonly<Record<Persona, Habits>> = {
  honest: {
    share: 0.5,
    audits: 180,
    duties: 14,
    slips: 0.3,
    faults: 0.01,
    faultsAtLast: 0.01,
    claims: 1,
    openReports: 0.1,
  },
  sloppy: {
    share: 0.2,
    audits: 90,
    duties: 8,
    slips: 5,
    faults: 0.08,
    faultsAtLast: 0.08,
    claims: 3,
    openReports: 0.5,
  },
  failing: {
    share: 0.1,
    audits: 120,
    duties: 10,
    slips: 3,
    faults: 0.02,
    faultsAtLast: 1.5,
    claims: 6,
    openReports: 2,
  },
  lying: { share: 0.1, audits: 150, duties: 12, slips: 1, faults: 2, faultsAtLast: 3, claims: 8, openReports: 3 },
  accused: {
    share: 0.1,
    audits: 180,
    duties: 14,
    slips: 0.3,
    faults: 0.01,
    faultsAtLast: 0.01,
    claims: 150,
    openReports: 12,
  },
};

const INSTANCES: Readonly<Record<Persona, InstanceHabits>> = {
  honest: instance({ failureProbability: 0.02, covers: 0.9, coveragePercent: [100, 115], coverageAgeDays: [0, 31] }),
  sloppy: instance({ failureProbability: 0.1, beats: 0.6, silences: 1, coverageAgeDays: [0, 200], steps: [0, 2] }),
  failing: instance({ failureProbability: 0.5, breach: 0.4, silences: 2, coveragePercent: [50, 99], steps: [0, 2] }),
  lying: instance({ failureProbability: 0.2, covers: 0.3, breach: 0.1, steps: [0, 2] }),
  accused: instance({ failureProbability: 0.02, covers: 0.9, coveragePercent: [100, 115], coverageAgeDays: [0, 31] }),
};

/** What is not said is as usual. */
function instance(habits: Partial<InstanceHabits> & Pick<InstanceHabits, "failureProbability">): InstanceHabits {
  return {
    breach: 0.02,
    covers: 0.7,
    coveragePercent: [95, 110],
    coverageAgeDays: [0, 60],
    beats: 0.95,
    silences: 0.05,
    steps: [1, 4],
    ...habits,
  };
}

export type SimulatedProvider = {
  readonly id: string;
  readonly persona: Persona;
  readonly startDay: number;
  /** Of at least one upheld grave or serious fault in the year after the world's day: it is thrown with this. */
  readonly faultProbability: number;
  /** Null for services. */
  readonly instance: InstanceFacts | null;
  /** Of failing in that year; a service fails with its instance only. */
  readonly failureProbability: number | null;
  /** In log order. */
  readonly items: readonly RecordItem[];
};

export type WorldOptions = {
  readonly providers: number;
  /** UTC day on which the world is looked at. */
  readonly day: number;
  /** Oldest age of a provider. */
  readonly days: number;
};

export function makeWorld(random: Random, { providers, day, days }: WorldOptions): SimulatedProvider[] {
  const dice = diceOf(random);
  return Array.from({ length: providers }, (_, at) => {
    const persona = personaOf(dice.uniform());
    const startDay = day - 30 - dice.roll(Math.max(1, days - 30));
    const items = recordOf(dice, { habits: HABITS[persona], startDay, day });
    const isInstance = dice.isTrue(INSTANCE_SHARE);
    return {
      id: `prv-${at}`,
      persona,
      startDay,
      faultProbability: -Math.expm1(-HABITS[persona].faultsAtLast),
      instance: isInstance ? instanceOf(dice, INSTANCES[persona], day - startDay) : null,
      failureProbability: isInstance ? INSTANCES[persona].failureProbability : null,
      items,
    };
  });
}

function personaOf(chance: number): Persona {
  let left = chance;
  for (const persona of PERSONAS) {
    left -= HABITS[persona].share;
    if (left < 0) return persona;
  }
  return "honest";
}

type Life = { readonly habits: Habits; readonly startDay: number; readonly day: number };
type Fact = Omit<RecordItem, "id" | "entry">;

function recordOf(dice: Dice, life: Life): RecordItem[] {
  const { habits } = life;
  const facts: Fact[] = [
    ...happenings(dice, habits.audits, life).map((day) => auditOn(dice, day)),
    ...happenings(dice, habits.duties, life).map((day) => dutyOn(dice, day)),
    ...happenings(dice, habits.slips, life).map((day) => slipOn(dice, day)),
    ...faultDays(dice, life).map((day, at) => faultOn(dice, day, at)),
    ...happenings(dice, habits.openReports, life).map((day) => reportOn(dice, day, "signed-by-third-party")),
    ...happenings(dice, habits.claims, life).map((day) => reportOn(dice, day, "claim")),
  ];
  return facts.sort((a, b) => a.day - b.day).map((fact, entry) => ({ ...fact, id: `${entry}`, entry }));
}

/** Days of what happens so often in a year, at any time of a life. */
function happenings(dice: Dice, perYear: number, { startDay, day }: Pick<Life, "startDay" | "day">): number[] {
  const days: number[] = [];
  if (perYear === 0) return days;
  for (let at = startDay + dice.exponential(365 / perYear); at <= day; at += dice.exponential(365 / perYear))
    days.push(Math.floor(at));
  return days;
}

/** The last year has its own rate: that is how a provider fails slowly. */
function faultDays(dice: Dice, { habits, startDay, day }: Life): number[] {
  const turn = Math.max(startDay, day - 365);
  return [
    ...happenings(dice, habits.faults, { startDay, day: turn - 1 }),
    ...happenings(dice, habits.faultsAtLast, { startDay: turn, day }),
  ];
}

function auditOn(dice: Dice, day: number): Fact {
  return { ...PLAIN, day, type: "audit", standing: "half", reporter: `auditor-${dice.roll(6)}`, cluster: "unvouched" };
}

function dutyOn(dice: Dice, day: number): Fact {
  return { ...PLAIN, day, type: dice.pick(["disclosure-fresh", "disclosure-fresh", "clock-met", "promise-kept"]) };
}

function slipOn(dice: Dice, day: number): Fact {
  const type = dice.pick(["response-late", "disclosure-stale", "promise-broken"] as const);
  return { ...PLAIN, day, type, severity: "minor", attribution: "negligence", selfDisclosed: dice.isTrue(0.3) };
}

function faultOn(dice: Dice, day: number, at: number): Fact {
  const severity = dice.pick(["grave", "serious", "serious"] as const);
  const attribution = dice.pick(["unknown", "unknown", "malice", "negligence"] as const);
  return {
    ...PLAIN,
    day,
    type: "verdict",
    severity,
    attribution,
    reporter: `auditor-${dice.roll(6)}`,
    faultGroup: `${at}`,
  };
}

function reportOn(dice: Dice, day: number, evidence: "claim" | "signed-by-third-party"): Fact {
  const reporter = `stranger-${dice.roll(40)}`;
  const severity = dice.pick(["grave", "serious"] as const);
  return { ...PLAIN, day, type: "open-report", evidence, severity, standing: "half", reporter, cluster: "unvouched" };
}
