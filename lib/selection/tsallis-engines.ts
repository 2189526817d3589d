/** Engines with Tsallis entropy of power ½: best of both worlds, stochastic and adversarial, where reports are prompt. */
import { type Engine, type Proof, rateOf } from "./engine.ts";
import { learnByClique, learnByIndex, learnFromHalf } from "./learn.ts";
import { keepAwake, tsallisWeights } from "./weights.ts";

const weigh: Engine["weigh"] = ({ state, advice }, { eta }, losses, p) => {
  tsallisWeights(losses, state.count, eta, p);
  keepAwake(p, state.count, advice);
};

const proof: Proof = {
  width: (capacity) => 4 * Math.sqrt(capacity),
  cost: (m, o, kappa) => Math.sqrt(m) + kappa * o,
  // Of late reports and of indexes that come later no proof is written: then it says no number.
  covers: ({ late, newcomers, share }) => late === 0 && newcomers === 0 && !share,
};

/** Tsallis-INF with cliques and implicit exploration: gamma is so small that its bias costs no more than the variance does. */
export const tcIx: Engine = {
  credits: "clique",
  rates: (sight) => {
    const eta = rateOf(proof, sight);
    return { eta, gamma: eta / (2 * Math.sqrt(sight.distinct)) };
  },
  weigh,
  learn: learnByClique,
  proof,
};

/** Importance weighting: Zimmert and Seldin 2021, eta = 2/√t. */
export const tsallisIw: Engine = {
  credits: "index",
  rates: ({ round }) => ({ eta: 2 / Math.sqrt(round), gamma: 0 }),
  weigh,
  learn: learnByIndex,
};

/** Reduced variance: Zimmert and Seldin 2021, eta = 4/√t, estimates from ½ where the weight is at least eta². */
export const tsallisRv: Engine = {
  credits: "index",
  rates: ({ round }) => ({ eta: 4 / Math.sqrt(round), gamma: 0 }),
  weigh,
  isHeavy: (probability, eta) => probability >= eta * eta,
  learn: learnFromHalf,
};
