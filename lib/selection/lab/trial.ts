/** One engine in one world from one seed: exact regret, since the world knows what each index would have led to. */
import { type Certificate, certificateOf } from "../ceiling.ts";
import { diceOf } from "../dice.ts";
import type { EngineName } from "../engines.ts";
import { Learner } from "../learner.ts";
import { type Draw, newState } from "../state.ts";
import type { World } from "./world.ts";

export type TrialOptions = {
  readonly engine: EngineName;
  readonly world: World;
  readonly rounds: number;
  readonly seed: number;
  /** Most indexes that the engine reckons with; as many as the world has unless said. */
  readonly maxIndexes?: number;
  readonly kappa?: number;
  readonly share?: boolean;
  /** So many points of the curve, evenly spread, the last at the end. */
  readonly points?: number;
  /** After each round, with the probabilities that it was drawn from. */
  readonly onRound?: (round: number, probabilities: Float64Array, draw: Draw) => void;
};

export type Trial = {
  /** Extra loss against the index that was best over the rounds in which it was awake. Below 0 when the engine did better. */
  readonly regret: number;
  /** The same against that index, after each part of the rounds. */
  readonly curve: Float64Array;
  /** The index that was best. */
  readonly best: number;
  readonly certificate: Certificate;
  readonly openAtEnd: number;
  readonly samples: Samples;
};

/** What was so at each point of the curve. */
export type Samples = {
  readonly rounds: Float64Array;
  /** The ceiling that was proven by then; NaN where none was. */
  readonly ceilings: Float64Array;
  /** m: providers named, and one more when an index slept. */
  readonly distinct: Float64Array;
  /** Tickets open when the round was chosen. */
  readonly open: Float64Array;
  /** Probability of each index; those of one point side by side. */
  readonly shares: Float32Array;
};

/** Deterministic: the same options give the same numbers. */
export function runTrial(options: TrialOptions): Trial {
  const { engine, world, rounds, seed, kappa = 0, share = false, points = 1, onRound } = options;
  const { maxIndexes = Math.max(2, world.indexes) } = options;
  const count = world.indexes;
  const learner = new Learner(engine, newState({ capacity: maxIndexes, kappa, share, horizon: rounds, count }));
  const dice = diceOf(seed ^ 0x5e1ec7);
  const scene = world.start(seed, rounds);
  const extra = new Float64Array(count);
  const curves = Array.from({ length: count }, () => new Float64Array(points));
  const samples = newSamples(points, count);
  const late: { draw: Draw; loss: number; due: number }[][] = [];
  for (let round = 1; round <= rounds; round++) {
    const { advice, losses, means, delays } = scene(round);
    const draw = learner.choose(advice, dice());
    onRound?.(round, learner.probabilities, draw);
    const loss = losses[draw.provider] ?? 0;
    const mean = means[draw.provider] ?? 0;
    for (let index = 0; index < count; index++) {
      const provider = advice[index] ?? -1;
      if (provider >= 0) extra[index] = (extra[index] ?? 0) + mean - (means[provider] ?? 0);
    }
    const delay = delays[draw.provider] ?? 0;
    if (delay === 0) learner.report(draw, loss);
    else late[round + delay] = [...(late[round + delay] ?? []), { draw, loss, due: round + delay }];
    for (const due of late[round] ?? []) learner.report(due.draw, due.loss);
    delete late[round];
    const point = Math.floor((round * points) / rounds);
    if (point === 0 || Math.floor(((round - 1) * points) / rounds) === point) continue;
    for (let index = 0; index < count; index++) (curves[index] ?? extra)[point - 1] = extra[index] ?? 0;
    samples.rounds[point - 1] = round;
    samples.ceilings[point - 1] = certificateOf(engine, learner.state).ceiling ?? Number.NaN;
    samples.distinct[point - 1] = draw.distinct;
    samples.open[point - 1] = draw.open;
    samples.shares.set(learner.probabilities.subarray(0, count), (point - 1) * count);
  }
  let best = 0;
  for (let index = 1; index < count; index++) if ((extra[index] ?? 0) > (extra[best] ?? 0)) best = index;
  return {
    regret: extra[best] ?? 0,
    curve: curves[best] ?? new Float64Array(points),
    best,
    certificate: certificateOf(engine, learner.state),
    openAtEnd: learner.state.open,
    samples,
  };
}

function newSamples(points: number, count: number): Samples {
  const each = () => new Float64Array(points);
  return {
    rounds: each(),
    ceilings: each(),
    distinct: each(),
    open: each(),
    shares: new Float32Array(points * count),
  };
}
