/** Worlds in which each index does as well as the providers it names, whatever engine follows it. */
import { diceOf } from "../dice.ts";
import { type Advice, ASLEEP } from "../state.ts";
import { type Knobs, nothingHappens, type Scene, type World, type WorldEvent } from "./world.ts";

/** What a world says of its round: who names whom, what each provider loses on average, and when that is told. */
type Script = {
  readonly advice: Advice;
  readonly meanOf: (round: number, provider: number, rounds: number) => number;
  readonly isAsleep?: (round: number, index: number, rounds: number) => boolean;
  readonly delayOf?: (provider: number, chance: number) => number;
  readonly events?: (rounds: number) => readonly WorldEvent[];
};

/** Losses are 0 or 1 with the mean that the script says; a mean of 0 or 1 leaves nothing to chance. */
function worldOf({ advice, meanOf, isAsleep, delayOf, events = nothingHappens }: Script): World {
  const providers = Math.max(...advice) + 1;
  return {
    indexes: advice.length,
    providers,
    isPrompt: delayOf === undefined && isAsleep === undefined,
    events,
    start: (seed, rounds) => {
      const dice = diceOf(seed);
      const scene = {
        advice,
        losses: new Float64Array(providers),
        means: new Float64Array(providers),
        delays: new Float64Array(providers),
      };
      return (round): Scene => {
        for (let provider = 0; provider < providers; provider++) {
          const mean = meanOf(round, provider, rounds);
          scene.means[provider] = mean;
          scene.losses[provider] = dice() < mean ? 1 : 0;
          scene.delays[provider] = delayOf === undefined ? 0 : delayOf(provider, dice());
        }
        if (isAsleep !== undefined)
          scene.advice = advice.map((provider, index) => (isAsleep(round, index, rounds) ? ASLEEP : provider));
        return scene;
      };
    },
  };
}

/** Index i names provider i. */
const oneEach = (count: number): Advice => Array.from({ length: count }, (_, at) => at);

/** Provider 0 loses (1 − gap)/2 a round on average, all others (1 + gap)/2. */
const steady = (gap: number) => (_round: number, provider: number) => (provider === 0 ? 1 - gap : 1 + gap) / 2;

type Size = Pick<Knobs, "indexes" | "gap">;

/** Nothing changes, ever. */
export function stochastic({ indexes = 8, gap = 1 / 8 }: Size = {}): World {
  return worldOf({ advice: oneEach(indexes), meanOf: steady(gap) });
}

/**
 * The constrained adversary of Zimmert and Seldin 2021, section 6: the gap is always the same, but in phases of 1.6^n rounds all
 * are good (0 and gap) or all are bad (1 − gap and 1), so that whoever compares sums of different phases is misled.
 */
export function constrainedAdversary({ indexes = 8, gap = 1 / 8 }: Size = {}): World {
  return worldOf({
    advice: oneEach(indexes),
    meanOf: (round, provider) => (phaseOf(round) % 2 === 0 ? 0 : 1 - gap) + (provider === 0 ? 0 : gap),
  });
}

/** Phase n has 1.6^n rounds, rounded up. */
function phaseOf(round: number): number {
  let end = 0;
  let phase = 0;
  for (let length = 1; ; length *= 1.6) {
    end += Math.ceil(length);
    if (round <= end) return phase;
    phase++;
  }
}

/** Two indexes: one never fails in the first quarter and always afterwards, the other the other way round. */
export function earlyGoodThenBad(): World {
  return worldOf({
    advice: oneEach(2),
    meanOf: (round, provider, rounds) => (round <= rounds / 4 === (provider === 0) ? 0 : 1),
    events: (rounds) => [{ round: Math.floor(rounds / 4) + 1, what: "turns" }],
  });
}

/** Many indexes name few providers; `isShared` false gives each index a provider of its own, as good as the shared one was. */
export function fewProviders(options: Omit<Knobs, "budget"> & { readonly isShared?: boolean } = {}): World {
  const { indexes = 20, providers = 5, gap = 1 / 8, isShared = true, delayRounds = 0 } = options;
  const mean = steady(gap);
  return worldOf({
    advice: Array.from({ length: indexes }, (_, at) => (isShared ? at % providers : at)),
    meanOf: (round, provider) => mean(round, provider % providers),
    ...(delayRounds > 0 ? { delayOf: () => delayRounds } : {}),
  });
}

/** Index 0 is the best of all until half-time, and lies from then on. Of the others one is good. */
export function sleeperTraitor({ indexes = 8 }: Pick<Knobs, "indexes"> = {}): World {
  return worldOf({
    advice: oneEach(indexes),
    meanOf: (round, provider, rounds) =>
      provider === 0 ? (round <= rounds / 2 ? 0.05 : 0.95) : provider === 1 ? 0.15 : 0.4,
    events: (rounds) => [{ round: Math.floor(rounds / 2) + 1, what: "turns" }],
  });
}

/** One honest index, and all others clones of one that names what is bad: more voices, one provider. */
export function sybilClones({ indexes = 16, gap = 1 / 4 }: Size = {}): World {
  return worldOf({ advice: oneEach(indexes).map((at) => Math.min(at, 1)), meanOf: steady(gap) });
}

/** The good provider is accused in half of its calls: what they lost is known only when the rulings reject it, so much later. */
export function slander({
  indexes = 8,
  gap = 1 / 8,
  delayRounds = 200,
}: Size & Pick<Knobs, "delayRounds"> = {}): World {
  return worldOf({
    advice: oneEach(indexes),
    meanOf: steady(gap),
    delayOf: (provider, chance) => (provider === 0 && chance < 0.5 ? delayRounds : 0),
  });
}

/** All bad providers dispute what they did, so that it is told so many rounds later. */
export function disputeStalling({
  indexes = 8,
  gap = 1 / 8,
  delayRounds = 500,
}: Size & Pick<Knobs, "delayRounds"> = {}): World {
  return worldOf({
    advice: oneEach(indexes),
    meanOf: steady(gap),
    delayOf: (provider) => (provider === 0 ? 0 : delayRounds),
  });
}

/** The best index is away for the middle third. */
export function vanishAndReturn({ indexes = 8, gap = 1 / 8 }: Size = {}): World {
  return worldOf({
    advice: oneEach(indexes),
    meanOf: steady(gap),
    isAsleep: (round, index, rounds) => index === 0 && round > rounds / 3 && round <= (2 * rounds) / 3,
    events: (rounds) => [
      { round: Math.floor(rounds / 3) + 1, what: "leaves" },
      { round: Math.floor((2 * rounds) / 3) + 1, what: "returns" },
    ],
  });
}

/** The losses of the best and the second index are swapped for the first rounds, a fiftieth of all unless said. */
export function corruptionBudget({ indexes = 8, gap = 1 / 8, budget }: Size & Pick<Knobs, "budget"> = {}): World {
  const mean = steady(gap);
  const end = (rounds: number) => budget ?? Math.floor(rounds / 50);
  return worldOf({
    advice: oneEach(indexes),
    meanOf: (round, provider, rounds) => mean(round, round <= end(rounds) && provider < 2 ? 1 - provider : provider),
    events: (rounds) => [{ round: end(rounds) + 1, what: "honest-again" }],
  });
}

/** Every world of the laboratory, as it is preset unless a knob is given. */
export const WORLDS = {
  stochastic,
  "constrained-adversary": constrainedAdversary,
  "early-good-then-bad": earlyGoodThenBad,
  "few-providers": fewProviders,
  "sleeper-traitor": sleeperTraitor,
  "sybil-clones": sybilClones,
  slander,
  "dispute-stalling": disputeStalling,
  "vanish-and-return": vanishAndReturn,
  "corruption-budget": corruptionBudget,
} as const satisfies Record<string, (knobs?: Knobs) => World>;

export type WorldName = keyof typeof WORLDS;
