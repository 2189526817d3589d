/** What makes one engine different from another: how fast it learns, how it weighs, and what a loss teaches it. */
import type { Advice, Draw, State } from "./state.ts";

/** What is known when a round is weighed. */
export type Sight = {
  readonly state: State;
  readonly advice: Advice;
  /** The number of this round: 1, 2, 3 … */
  readonly round: number;
  /** m: providers named, and one more when a known index sleeps. */
  readonly distinct: number;
  /** S with this round's cost. */
  readonly costs: number;
  /** The round's number in [0, 1). Thompson alone looks at it before the draw. */
  readonly u: number;
};

export type Rates = { readonly eta: number; readonly gamma: number };

export type Engine = {
  /** Who learns from a loss: all that named the provider, or only the index that was followed. */
  readonly credits: "clique" | "index";
  readonly rates: (sight: Sight) => Rates;
  /** Writes the probabilities of all known indexes: 0 for those asleep, and a sum of 1. `losses` are those after any share. */
  readonly weigh: (sight: Sight, rates: Rates, losses: Float64Array, p: Float64Array) => void;
  /** Part of the weights that is spread evenly before a round, for engines that do; 0 is none. */
  readonly shareOf?: (state: State) => number;
  /** Weights are exp(−sharpness·losses); eta where nothing is said. Needed by engines with a share. */
  readonly sharpness?: number;
  /** Indexes whose estimate starts from ½ (Tsallis-INF RV). */
  readonly isHeavy?: (probability: number, eta: number) => boolean;
  /** Adds what one report teaches. Neither rounds nor tickets are its affair. */
  readonly learn: (state: State, draw: Draw, loss: number) => void;
  /** Engines with a ceiling that is proven as the rounds go. */
  readonly proof?: Proof;
};

export type Proof = {
  /** What to choose among N costs: the ceiling is width/eta + sum of eta·c. */
  readonly width: (capacity: number) => number;
  /** c of a round with m providers and o open tickets. */
  readonly cost: (distinct: number, open: number, kappa: number) => number;
  /** Whether the proof covers what happened. */
  readonly covers: (state: State) => boolean;
};

/** The rate that makes width/eta and the sum of eta·c equal at best: it falls as costs add up. */
export function rateOf(proof: Proof, sight: Sight): number {
  return Math.sqrt(proof.width(sight.state.capacity) / (2 * sight.costs));
}
