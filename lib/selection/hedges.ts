/** Engines with exponential weights. */
import { type Engine, type Proof, rateOf } from "./engine.ts";
import { learnByClique, learnByIndex } from "./learn.ts";
import { type Draw, isAwake, type State } from "./state.ts";
import { hedgeWeights, keepAwake } from "./weights.ts";

const weighByLoss: Engine["weigh"] = ({ state, advice }, { eta }, losses, p) =>
  hedgeWeights(losses, state.count, eta, advice, p);

/** The proof counts rounds as they are: only a share, which moves weight that no loss moved, is outside it. */
const coversLateReports = (state: State) => !state.share;

const dchIxProof: Proof = {
  width: Math.log,
  cost: (m, o, kappa) => (o === 0 ? m / 2 : m + kappa * o) + m / 2,
  covers: coversLateReports,
};

const dchProof: Proof = {
  width: Math.log,
  cost: (m, o, kappa) => (o === 0 ? m / 2 : m + kappa * o),
  covers: coversLateReports,
};

const shareOf = ({ share, rounds }: State) => (share && rounds > 0 ? 1 / (rounds + 1) : 0);

/** Delayed clique hedge with implicit exploration: the default. docs/concepts/selection.md has its proof. */
export const dchIx: Engine = {
  credits: "clique",
  rates: (sight) => {
    const eta = rateOf(dchIxProof, sight);
    return { eta, gamma: eta / 2 };
  },
  weigh: weighByLoss,
  shareOf,
  learn: learnByClique,
  proof: dchIxProof,
};

/** The same without implicit exploration: what side observation alone is worth. */
export const dch: Engine = {
  credits: "clique",
  rates: (sight) => ({ eta: rateOf(dchProof, sight), gamma: 0 }),
  weigh: weighByLoss,
  shareOf,
  learn: learnByClique,
  proof: dchProof,
};

/** sqrt(ln K/(K t)), K indexes known. A single index learns nothing. */
const anytimeRate = ({ state, round }: Parameters<Engine["rates"]>[0]) =>
  Math.sqrt(Math.log(Math.max(2, state.count)) / (Math.max(2, state.count) * round));

/** Auer et al. 2002, with the rate of Bubeck and Cesa-Bianchi 2012, theorem 3.1: no horizon, no exploration added. */
export const exp3: Engine = {
  credits: "index",
  rates: (sight) => ({ eta: anytimeRate(sight), gamma: 0 }),
  weigh: weighByLoss,
  learn: learnByIndex,
};

/** Neu 2015, with the anytime rate: gamma is half of eta. */
export const exp3Ix: Engine = {
  credits: "index",
  rates: (sight) => {
    const eta = anytimeRate(sight);
    return { eta, gamma: eta / 2 };
  },
  weigh: weighByLoss,
  learn: learnByIndex,
};

/** gamma of Auer et al. 2002, corollary 8.2, for one switch: min(1, sqrt(K ln(K T)/T)). It explores for all. */
const exploration = ({ count, horizon }: State) =>
  Math.min(1, Math.sqrt((count * Math.log(Math.max(2, count * horizon))) / horizon));

/** Weighs by gains, 1 − loss, and never lets an index fall too low to return: Auer et al. 2002, figure 4, with alpha = 1/T. */
export const exp3S: Engine = {
  credits: "index",
  rates: ({ state }) => ({ eta: exploration(state) / state.count, gamma: 0 }),
  weigh: ({ state, advice }, { eta }, losses, p) => {
    const { count } = state;
    hedgeWeights(losses, count, 1, advice, p);
    const mixed = Math.min(1, eta * count);
    let awake = 0;
    for (let i = 0; i < count; i++) if (isAwake(advice, i)) awake++;
    for (let i = 0; i < count; i++) if (isAwake(advice, i)) p[i] = (1 - mixed) * (p[i] ?? 0) + mixed / awake;
    keepAwake(p, count, advice);
  },
  sharpness: 1,
  shareOf: ({ rounds, horizon }) => (rounds === 0 ? 0 : 1 - 1 / (1 + Math.E / horizon)),
  learn: (state: State, draw: Draw, loss: number) => {
    const { losses } = state;
    const average = -draw.eta * (1 - loss);
    for (let at = 0; at < state.count; at++) if (!isAwake(draw.advice, at)) losses[at] = (losses[at] ?? 0) + average;
    losses[draw.index] = (losses[draw.index] ?? 0) + average / draw.probability;
    state.baseline += average;
  },
};
