/** A run of the laboratory: engines side by side on the same dice, seed by seed, and what all seeds say together. */
import { textbookBound } from "../ceiling.ts";
import type { EngineName } from "../engines.ts";
import type { LabSettings } from "./settings.ts";
import { worldOfSettings } from "./settings.ts";
import { type RegretSpread, spreadOf } from "./spread.ts";
import { runTrial, type Trial } from "./trial.ts";
import type { WorldEvent } from "./world.ts";

/** Points of each curve. */
const POINTS = 100;

/** Every engine of the settings, in their order, from one seed. Deterministic. */
export function runSeed(settings: LabSettings, seed: number): Trial[] {
  const { rounds, kappa, share } = settings;
  const world = worldOfSettings(settings);
  return settings.engines.map((engine) =>
    runTrial({ engine, world, rounds, seed, kappa, share: share && knowsShare(engine), points: POINTS }),
  );
}

/** Engines that a fixed share can be added to. */
export const knowsShare = (engine: EngineName) => engine === "dch-ix" || engine === "dch";

export type EngineView = {
  readonly engine: EngineName;
  /** At each point, over all seeds: 5, 50, 95 and 99 %, each by itself. */
  readonly low: Float64Array;
  readonly median: Float64Array;
  readonly high: Float64Array;
  readonly tail: Float64Array;
  /** Mean of the proven ceilings; NaN where none is proven. */
  readonly ceiling: Float64Array;
  /** Means. */
  readonly distinct: Float64Array;
  readonly open: Float64Array;
  readonly shares: Float64Array;
  /** At the end, in the order of the seeds. */
  readonly regrets: readonly number[];
  readonly spread: RegretSpread;
  readonly openAtEnd: number;
  readonly certificate: Trial["certificate"];
  /** The bound of the engine's own paper, where it holds in this world. */
  readonly bound: number | undefined;
};

export type LabView = {
  readonly settings: LabSettings;
  /** Ascending. */
  readonly seeds: readonly number[];
  readonly indexes: number;
  readonly rounds: Float64Array;
  readonly events: readonly WorldEvent[];
  readonly engines: readonly EngineView[];
};

/**
 * What the seeds that are done say together; undefined before the first. Sums go by ascending seeds, so that the same seeds give
 * the same digits in whatever order they came.
 */
export function viewOf(settings: LabSettings, done: ReadonlyMap<number, readonly Trial[]>): LabView | undefined {
  const seeds = [...done.keys()].sort((a, b) => a - b);
  const [first] = done.values();
  const rounds = first?.[0]?.samples.rounds;
  if (rounds === undefined) return undefined;
  const world = worldOfSettings(settings);
  const engines = settings.engines.map((engine, at) => {
    const trials = seeds.flatMap((seed) => done.get(seed)?.[at] ?? []);
    return engineView(
      engine,
      trials,
      world.isPrompt ? textbookBound(engine, world.indexes, settings.rounds) : undefined,
    );
  });
  return { settings, seeds, indexes: world.indexes, rounds, events: world.events(settings.rounds), engines };
}

function engineView(engine: EngineName, trials: readonly Trial[], bound: number | undefined): EngineView {
  const points = trials[0]?.curve.length ?? 0;
  const [low, median, high, tail] = [0, 0, 0, 0].map(() => new Float64Array(points)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const sorted = new Float64Array(trials.length);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  for (let point = 0; point < points; point++) {
    for (let run = 0; run < trials.length; run++) sorted[run] = trials[run]?.curve[point] ?? 0;
    sorted.sort();
    low[point] = at(0.05);
    median[point] = at(0.5);
    high[point] = at(0.95);
    tail[point] = at(0.99);
  }
  const regrets = trials.map(({ regret }) => regret);
  const samples = trials.map((trial) => trial.samples);
  return {
    engine,
    low,
    median,
    high,
    tail,
    ceiling: meanOf(samples.map(({ ceilings }) => ceilings)),
    distinct: meanOf(samples.map(({ distinct }) => distinct)),
    open: meanOf(samples.map(({ open }) => open)),
    shares: meanOf(samples.map(({ shares }) => shares)),
    regrets,
    spread: spreadOf(regrets),
    openAtEnd: trials.reduce((sum, { openAtEnd }) => sum + openAtEnd, 0) / trials.length,
    certificate: trials[0]?.certificate ?? { rounds: 0, ceiling: null, assumptions: [] },
    bound,
  };
}

/** Place by place. NaN where any is. */
function meanOf(arrays: readonly (Float64Array | Float32Array)[]): Float64Array {
  const mean = new Float64Array(arrays[0]?.length ?? 0);
  for (const values of arrays) for (let at = 0; at < mean.length; at++) mean[at] = (mean[at] ?? 0) + (values[at] ?? 0);
  for (let at = 0; at < mean.length; at++) mean[at] = (mean[at] ?? 0) / arrays.length;
  return mean;
}
