/** What the log shows of a simulated instance besides its record, by what it is. */
import type { InstanceFacts } from "#lib/reputation/failure.ts";
import type { Dice } from "./dice.ts";

/** Chances, and ranges from which values are thrown evenly. */
export type InstanceHabits = {
  /** Of failing within the year after the world's day: it is thrown with this. */
  readonly failureProbability: number;
  /** Of a breach within the last year. */
  readonly breach: number;
  /** Of publishing what it owes and holds. */
  readonly covers: number;
  readonly coveragePercent: readonly [number, number];
  readonly coverageAgeDays: readonly [number, number];
  readonly beats: number;
  /** Silences in half a year, on average. */
  readonly silences: number;
  readonly steps: readonly [number, number];
};

const VOLUMES = [null, "500000", "8000000", "120000000"] as const;

export function instanceOf(dice: Dice, habits: InstanceHabits, ageDays: number): InstanceFacts {
  const beats = dice.isTrue(habits.beats);
  const covers = dice.isTrue(habits.covers);
  return {
    ageDays,
    daysSinceBreach: dice.isTrue(habits.breach) ? dice.roll(365) : null,
    coverage: covers
      ? { percent: between(dice, habits.coveragePercent), ageDays: between(dice, habits.coverageAgeDays) }
      : null,
    heartbeat: beats ? "armed" : "none",
    heartbeatDays: beats ? Math.min(ageDays, 730) : 0,
    silences: beats ? dice.poisson(habits.silences) : 0,
    ownerProviders: dice.pick([null, 0, 0, 1]),
    hostProviders: dice.pick([null, 0, 1, 4]),
    steps: between(dice, habits.steps),
    servicesScore: null,
    volume: dice.pick(VOLUMES),
  };
}

/** A whole number from the first to the last, both included. */
function between(dice: Dice, [first, last]: readonly [number, number]): number {
  return first + dice.roll(last - first + 1);
}
