/** What a report teaches engines that sum estimated losses. Losses are in [0, 1]. */
import { ASLEEP, type Draw, isAwake, type State } from "./state.ts";

/**
 * Importance weighting with implicit exploration: whoever named the provider is charged l/(P + gamma). Indexes that slept are
 * charged what the agent expected to lose, l·P/(P + gamma), so that sleeping neither helps nor hurts; and so is the baseline, at
 * which newcomers start. An estimate is formed for the drawn clique alone: for others it is 0, also where P is.
 */
export function learnByClique(state: State, draw: Draw, loss: number): void {
  const { losses } = state;
  const { advice, provider, providerProbability: mass } = draw;
  const estimate = loss / (mass + draw.gamma);
  const average = estimate * mass;
  for (let at = 0; at < state.count; at++) {
    const named = advice[at] ?? ASLEEP;
    if (named === provider) losses[at] = (losses[at] ?? 0) + estimate;
    else if (named < 0) losses[at] = (losses[at] ?? 0) + average;
  }
  state.baseline += average;
}

/** As {@link learnByClique}, and as if nobody else had named the provider. */
export function learnByIndex(state: State, draw: Draw, loss: number): void {
  const { losses } = state;
  const estimate = loss / (draw.probability + draw.gamma);
  const average = estimate * draw.probability;
  for (let at = 0; at < state.count; at++) if (!isAwake(draw.advice, at)) losses[at] = (losses[at] ?? 0) + average;
  losses[draw.index] = (losses[draw.index] ?? 0) + estimate;
  state.baseline += average;
}

/**
 * Reduced variance: estimates start from ½ for indexes that are likely enough, so that only the distance from ½ is divided by the
 * probability. Zimmert and Seldin 2021, section 3.3 (RV).
 */
export function learnFromHalf(state: State, draw: Draw, loss: number): void {
  const { losses } = state;
  const own = draw.heavy.includes(draw.index) ? 0.5 : 0;
  const jump = (loss - own) / draw.probability;
  const average = loss - own + draw.heavyMass / 2;
  for (let at = 0; at < state.count; at++) if (!isAwake(draw.advice, at)) losses[at] = (losses[at] ?? 0) + average;
  for (const at of draw.heavy) losses[at] = (losses[at] ?? 0) + 0.5;
  losses[draw.index] = (losses[draw.index] ?? 0) + jump;
  state.baseline += average;
}

/** Plain counts of what was followed, for UCB1 and Thompson. */
export function learnByCount(state: State, draw: Draw, loss: number): void {
  state.losses[draw.index] = (state.losses[draw.index] ?? 0) + loss;
}
