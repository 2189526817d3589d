/**
 * One engine at work: weighs a round, draws an index, and learns from reports in whatever order they come. It knows numbers only;
 * names, tickets and seeds are agent.ts. Whoever calls it has checked that an index is awake and that a loss is in [0, 1].
 */
import type { Engine, Rates, Sight } from "./engine.ts";
import { type EngineName, engineOf } from "./engines.ts";
import { type Advice, ASLEEP, type Draw, type State } from "./state.ts";

const NOBODY: readonly number[] = [];

export class Learner {
  readonly state: State;
  /** Of the last round that was weighed: one for each known index. Overwritten by the next. */
  readonly probabilities: Float64Array;
  readonly engine: Engine;
  readonly #shared: Float64Array;
  /** The last round in which a provider number was seen, to count the distinct ones. */
  readonly #seen: number[] = [];
  #marks = 0;

  constructor(name: EngineName, state: State) {
    this.engine = engineOf(name);
    this.state = state;
    this.probabilities = new Float64Array(state.capacity);
    this.#shared = new Float64Array(state.capacity);
  }

  /** Writes {@link probabilities} as the next choice would have them, and changes nothing else. */
  preview(advice: Advice, u: number): void {
    this.#weigh(advice, u);
  }

  /**
   * Chooses: the first index at which the sum of probabilities, from left to right, passes u in [0, 1). `taken` is an index that
   * was drawn elsewhere: a replay follows what was done. `advice` is kept with the draw, and must not change.
   */
  choose(advice: Advice, u: number, taken?: number): Draw {
    const { state, engine, probabilities: p } = this;
    const { sight, rates } = this.#weigh(advice, u);
    if (sight.losses !== state.losses) state.losses.set(sight.losses);
    const { proof } = engine;
    if (proof !== undefined) {
      state.costs = sight.costs;
      state.spent += rates.eta * proof.cost(sight.distinct, state.open, 1);
    }
    if (state.open > 0) state.late++;
    const index = taken ?? this.#drawn(u);
    const provider = advice[index] ?? ASLEEP;
    let mass = 0;
    for (let i = 0; i < state.count; i++) if (advice[i] === provider) mass += p[i] ?? 0;
    const heavy = engine.isHeavy === undefined ? NOBODY : this.#heavy(engine.isHeavy, rates.eta);
    const draw: Draw = {
      round: sight.round,
      index,
      provider,
      probability: p[index] ?? 0,
      providerProbability: mass,
      eta: rates.eta,
      gamma: rates.gamma,
      distinct: sight.distinct,
      open: state.open,
      advice,
      heavy,
      heavyMass: heavy.reduce((sum, at) => sum + (p[at] ?? 0), 0),
    };
    state.rounds++;
    state.open++;
    return draw;
  }

  /** The loss of a draw that is open. Each draw is reported once: the caller knows its tickets. */
  report(draw: Draw, loss: number): void {
    this.engine.learn(this.state, draw, loss);
    this.state.plays[draw.index] = (this.state.plays[draw.index] ?? 0) + 1;
    this.state.open--;
  }

  /** The loss of one open draw will never be known. */
  expire(): void {
    this.state.open--;
    this.state.expired++;
  }

  /** Makes room for one more index, which starts as if it had slept until now. The caller keeps to the capacity. */
  add(): number {
    const { state } = this;
    const at = state.count++;
    state.losses[at] = state.baseline;
    if (state.rounds > 0) state.newcomers++;
    return at;
  }

  #weigh(advice: Advice, u: number): { sight: Sight & { readonly losses: Float64Array }; rates: Rates } {
    const { state, engine } = this;
    const distinct = this.#distinct(advice);
    const cost = engine.proof?.cost(distinct, state.open, state.kappa) ?? 0;
    const share = engine.shareOf?.(state) ?? 0;
    const sight = {
      state,
      advice,
      round: state.rounds + 1,
      distinct,
      costs: state.costs + cost,
      u,
      losses: state.losses,
    };
    const rates = engine.rates(sight);
    if (share > 0) sight.losses = this.#spread(share, engine.sharpness ?? rates.eta);
    engine.weigh(sight, rates, sight.losses, this.probabilities);
    return { sight, rates };
  }

  /** Losses of which the exponential weights are (1 − share)·weights + share/count, on the same scale as before. */
  #spread(share: number, sharpness: number): Float64Array {
    const { count, losses } = this.state;
    const shared = this.#shared;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < count; i++) least = Math.min(least, losses[i] ?? 0);
    let sum = 0;
    for (let i = 0; i < count; i++) {
      shared[i] = Math.exp(-sharpness * ((losses[i] ?? 0) - least));
      sum += shared[i] ?? 0;
    }
    for (let i = 0; i < count; i++) {
      const weight = (1 - share) * ((shared[i] ?? 0) / sum) + share / count;
      shared[i] = least - (Math.log(sum) + Math.log(weight)) / sharpness;
    }
    return shared;
  }

  #distinct(advice: Advice): number {
    const seen = this.#seen;
    const { count } = this.state;
    const mark = ++this.#marks;
    let distinct = 0;
    let sleeps = 0;
    for (let i = 0; i < count; i++) {
      const provider = advice[i] ?? ASLEEP;
      if (provider < 0) sleeps = 1;
      else if (seen[provider] !== mark) {
        seen[provider] = mark;
        distinct++;
      }
    }
    return distinct + sleeps;
  }

  #drawn(u: number): number {
    const { probabilities: p } = this;
    const { count } = this.state;
    let sum = 0;
    let last = 0;
    for (let i = 0; i < count; i++) {
      const probability = p[i] ?? 0;
      if (probability === 0) continue;
      sum += probability;
      last = i;
      if (u < sum) return i;
    }
    // The sum may end a rounding below 1, and u above it.
    return last;
  }

  #heavy(isHeavy: NonNullable<Engine["isHeavy"]>, eta: number): number[] {
    const heavy: number[] = [];
    for (let i = 0; i < this.state.count; i++) {
      const probability = this.probabilities[i] ?? 0;
      if (probability > 0 && isHeavy(probability, eta)) heavy.push(i);
    }
    return heavy;
  }
}
