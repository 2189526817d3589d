/**
 * What a selection engine knows, and what it keeps of a choice until its loss is known. One shape for all engines, so that a file
 * of one reads like a file of any other. Arrays change in place: an agent makes millions of rounds.
 *
 * Indexes have the numbers 0 … count − 1 in the order in which they came. `advice[i]` is the number of the provider that index i
 * names this round, or {@link ASLEEP}; which number a provider has is the caller's affair, and holds for one round.
 */
export const ASLEEP = -1;

export type Advice = readonly number[];

export type State = {
  /** At most so many indexes will ever be known: N of the proofs, 2 or more. */
  readonly capacity: number;
  /** Weight of an open ticket in the learning rate, 0 or more; the ceiling counts each as 1 whatever this is. */
  readonly kappa: number;
  /** Fixed share of 1/t for all indexes in each round. It voids the ceiling. */
  readonly share: boolean;
  /** Rounds that EXP3.S is tuned for. No other engine reads it. */
  readonly horizon: number;
  /** Indexes known by now. */
  count: number;
  /** Choices made by now, t. */
  rounds: number;
  /** Choices whose loss is not known yet. */
  open: number;
  /** Choices whose loss will never be known. */
  expired: number;
  /** Choices made while another was open. */
  late: number;
  /** Indexes added after the first choice. */
  newcomers: number;
  /** Estimated loss of each index so far; for UCB1 and Thompson the losses of what was followed; for EXP3.S −ln of its weight. */
  readonly losses: Float64Array;
  /** How often an index was followed and its loss told. */
  readonly plays: Float64Array;
  /** What an index has lost that slept all the time: where a newcomer starts. B of the design. */
  baseline: number;
  /** Sum of the costs that set the learning rate, S of the design. */
  costs: number;
  /** Sum of eta·c with every open ticket counted: the ceiling's part so far. */
  spent: number;
};

/** One choice. All that its report needs: an engine forgets it with the report. */
export type Draw = {
  /** 1, 2, 3 … */
  readonly round: number;
  readonly index: number;
  readonly provider: number;
  /** Of the index. */
  readonly probability: number;
  /** Of all indexes together that named the provider. */
  readonly providerProbability: number;
  readonly eta: number;
  readonly gamma: number;
  /** Providers named, and one more when a known index slept. m of the proofs. */
  readonly distinct: number;
  /** Tickets open when the choice was made. */
  readonly open: number;
  readonly advice: Advice;
  /** Tsallis-INF RV only: indexes whose estimate starts from ½. */
  readonly heavy: readonly number[];
  /** Tsallis-INF RV only: their probability. */
  readonly heavyMass: number;
};

export type Setup = Pick<State, "capacity" | "kappa" | "share" | "horizon"> & { readonly count: number };

/** Nothing was chosen yet. Total. */
export function newState({ capacity, kappa, share, horizon, count }: Setup): State {
  return {
    capacity,
    kappa,
    share,
    horizon,
    count,
    rounds: 0,
    open: 0,
    expired: 0,
    late: 0,
    newcomers: 0,
    losses: new Float64Array(capacity),
    plays: new Float64Array(capacity),
    baseline: 0,
    costs: 0,
    spent: 0,
  };
}

/** Whether index number `at` answers this round. Indexes that came after the round did not. Total. */
export function isAwake(advice: Advice, at: number): boolean {
  return (advice[at] ?? ASLEEP) >= 0;
}
