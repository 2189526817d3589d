/** Two rules that trust the past: good where nobody lies, and shown beside the others for what a liar does to them. */
import { type Dice, diceOf } from "./dice.ts";
import type { Engine, Sight } from "./engine.ts";
import { learnByCount } from "./learn.ts";
import { isAwake } from "./state.ts";

/** Spreads all probability evenly over the awake indexes of least `scoreOf`. */
function follow({ state, advice }: Sight, p: Float64Array, scoreOf: (at: number) => number): void {
  let least = Number.POSITIVE_INFINITY;
  let ties = 0;
  for (let i = 0; i < state.count; i++) {
    if (!isAwake(advice, i)) continue;
    const value = scoreOf(i);
    p[i] = value;
    if (value < least) ties = 0;
    if (value <= least) ties++;
    least = Math.min(least, value);
  }
  for (let i = 0; i < state.count; i++) p[i] = isAwake(advice, i) && p[i] === least ? 1 / ties : 0;
}

/** Auer, Cesa-Bianchi and Fischer 2002: the least mean loss minus sqrt(2 ln t/n); first whatever was never followed. */
export const ucb1: Engine = {
  credits: "index",
  rates: () => ({ eta: 0, gamma: 0 }),
  weigh: (sight, _rates, losses, p) => {
    const { plays } = sight.state;
    follow(sight, p, (at) => {
      const n = plays[at] ?? 0;
      return n === 0 ? Number.NEGATIVE_INFINITY : (losses[at] ?? 0) / n - Math.sqrt((2 * Math.log(sight.round)) / n);
    });
  },
  learn: learnByCount,
};

/**
 * Thompson sampling with a Beta(1, 1) prior, losses counted in parts. Its chances have no closed form: what it says is 1 for the
 * index that its own dice prefer, thrown from the round's u.
 */
export const thompson: Engine = {
  credits: "index",
  rates: () => ({ eta: 0, gamma: 0 }),
  weigh: (sight, _rates, losses, p) => {
    const dice = diceOf(Math.floor(sight.u * 2 ** 32));
    const { plays } = sight.state;
    follow(sight, p, (at) => {
      const lost = losses[at] ?? 0;
      const bad = gammaDraw(1 + lost, dice);
      return bad / (bad + gammaDraw(1 + Math.max(0, (plays[at] ?? 0) - lost), dice));
    });
  },
  learn: learnByCount,
};

/** A draw of the gamma distribution with shape 1 or more. Marsaglia and Tsang 2000. */
function gammaDraw(shape: number, dice: Dice): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - dice())) * Math.cos(2 * Math.PI * dice());
    const v = (1 + c * normal) ** 3;
    if (v > 0 && Math.log(1 - dice()) < normal * normal * 0.5 + d - d * v + d * Math.log(v)) return d * v;
  }
}
