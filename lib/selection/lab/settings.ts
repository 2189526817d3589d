/** What somebody sets in the laboratory, within which bounds, and what is preset. */
import { ENGINE_NAMES, type EngineName } from "../engines.ts";
import type { Knobs, World } from "./world.ts";
import { WORLDS, type WorldName } from "./worlds.ts";

export type LabSettings = {
  readonly world: WorldName;
  readonly knobs: Knobs;
  readonly rounds: number;
  /** Runs have the seeds firstSeed, firstSeed + 1 … */
  readonly runs: number;
  readonly firstSeed: number;
  /** In the order in which they are told apart. At least one. */
  readonly engines: readonly EngineName[];
  readonly kappa: number;
  /** For engines that know one. */
  readonly share: boolean;
};

export type KnobName = keyof Knobs;

type Bounds = { readonly least: number; readonly most: number };

/** Of whole numbers, but for gap and kappa. */
export const BOUNDS = {
  indexes: { least: 2, most: 50 },
  providers: { least: 2, most: 50 },
  gap: { least: 0.01, most: 0.9 },
  delayRounds: { least: 0, most: 5_000 },
  budget: { least: 0, most: 50_000 },
  rounds: { least: 100, most: 100_000 },
  runs: { least: 1, most: 500 },
  firstSeed: { least: 0, most: 4_000_000_000 },
  kappa: { least: 0, most: 10 },
} as const satisfies Record<KnobName | "rounds" | "runs" | "firstSeed" | "kappa", Bounds>;

/** What can be set of each world, with what is preset there. */
export const WORLD_KNOBS: Record<WorldName, Knobs> = {
  stochastic: { indexes: 8, gap: 0.125 },
  "constrained-adversary": { indexes: 8, gap: 0.125 },
  "early-good-then-bad": {},
  "few-providers": { indexes: 20, providers: 5, gap: 0.125, delayRounds: 0 },
  "sleeper-traitor": { indexes: 8 },
  "sybil-clones": { indexes: 16, gap: 0.25 },
  slander: { indexes: 8, gap: 0.125, delayRounds: 200 },
  "dispute-stalling": { indexes: 8, gap: 0.125, delayRounds: 500 },
  "vanish-and-return": { indexes: 8, gap: 0.125 },
  "corruption-budget": { indexes: 8, gap: 0.125, budget: 200 },
};

export const WORLD_NAMES = Object.keys(WORLD_KNOBS) as WorldName[];

/** More engines at once cannot be told apart. */
export const MOST_ENGINES = 6;

/** Rounds of all engines and runs together: some minutes on two cores. */
export const MOST_WORK = 200_000_000;

/** The world in which implicit exploration shows, with the three engines that a reader should see first. */
export const PRESET: LabSettings = {
  world: "early-good-then-bad",
  knobs: {},
  rounds: 4_000,
  runs: 200,
  firstSeed: 0,
  engines: ["dch-ix", "exp3", "tsallis-rv"],
  kappa: 0,
  share: false,
};

/** Rounds of all engines and runs together. */
export function workOf({ rounds, runs, engines }: LabSettings): number {
  return rounds * runs * engines.length;
}

/** The world as it is set. Total. */
export function worldOfSettings({ world, knobs }: LabSettings): World {
  const make: (knobs?: Knobs) => World = WORLDS[world];
  return make({ ...WORLD_KNOBS[world], ...knobs });
}

/** Engines in the table's order, without doubles. */
export function inOrder(engines: readonly EngineName[]): EngineName[] {
  return ENGINE_NAMES.filter((name) => engines.includes(name));
}
