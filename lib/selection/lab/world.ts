/** Made-up worlds in which engines are tried: pure, and the same for the same seed whatever the engine does. */
import type { Advice } from "../state.ts";

/** One round. Arrays are the world's own, and hold until the next round is asked for; `advice` holds for ever. */
export type Scene = {
  /** What each index names: the number of a provider, or −1 asleep. */
  readonly advice: Advice;
  /** The loss of each provider, 0 to 1. */
  readonly losses: Float64Array;
  /** What that loss is on average: regret is counted by these, so that luck does not blur it. */
  readonly means: Float64Array;
  /** So many rounds after its own the loss of each provider is told; 0 is at once. */
  readonly delays: Float64Array;
};

/** Something that the drawing marks with a line. `round` counts from 1. */
export type WorldEvent = { readonly round: number; readonly what: "turns" | "leaves" | "returns" | "honest-again" };

export type World = {
  readonly indexes: number;
  readonly providers: number;
  /** Nobody sleeps and nothing is told late: the bounds of books hold here. */
  readonly isPrompt: boolean;
  readonly events: (rounds: number) => readonly WorldEvent[];
  /** One run: answers the rounds 1, 2, 3 … in this order. */
  readonly start: (seed: number, rounds: number) => (round: number) => Scene;
};

const NO_EVENTS: readonly WorldEvent[] = [];
export const nothingHappens = (): readonly WorldEvent[] => NO_EVENTS;

/** What somebody may set of a world. Each world has some of these, and takes no notice of the others. */
export type Knobs = {
  readonly indexes?: number;
  readonly providers?: number;
  /** Between the best provider's loss and that of the others, on average. */
  readonly gap?: number;
  readonly delayRounds?: number;
  /** Rounds that somebody corrupts. */
  readonly budget?: number;
};
