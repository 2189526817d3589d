import { expect, test } from "vitest";
import { certificateOf } from "./ceiling.ts";
import { diceOf } from "./dice.ts";
import type { EngineName } from "./engines.ts";
import { Learner } from "./learner.ts";
import { type Draw, newState } from "./state.ts";
import golden from "./testing/golden-sequences.json" with { type: "json" };

const INDEXES = 5;

type Scene = { advice: number[]; losses: number[]; delay: number; expires: boolean; u: number };

/** The script of the golden sequences: indexes that sleep and agree, reports that are late, out of order or lost. */
function scriptOf(rounds: number): Scene[] {
  const dice = diceOf(20261127);
  return Array.from({ length: rounds }, () => {
    const advice: number[] = [];
    for (let index = 0; index < INDEXES; index++) {
      const [agrees, sleeps] = [dice(), dice()];
      advice.push(index > 0 && sleeps < 0.15 ? -1 : agrees < 0.3 ? 0 : index % 3);
    }
    const losses = [dice(), dice(), dice()].map((loss) => Math.round(loss * 1000) / 1000);
    const delay = [0, 0, 1, 3, 7][Math.floor(dice() * 5)] ?? 0;
    return { advice, losses, delay, expires: dice() < 0.03, u: dice() };
  });
}

for (const [name, expected] of Object.entries(golden.engines))
  test(`${name} chooses as the program in another language did, to 1e-9 in every probability`, () => {
    const setup = { capacity: 8, kappa: 0, share: false, horizon: 1, count: INDEXES };
    const learner = new Learner(name as EngineName, newState(setup));
    const due = new Map<number, { draw: Draw; scene: Scene }[]>();
    let arms = "";
    let eta = 0;
    for (const [at, scene] of scriptOf(golden.rounds).entries()) {
      const round = at + 1;
      const draw = learner.choose(scene.advice, scene.u);
      arms += draw.index;
      eta = draw.eta;
      const probabilities = (expected.probabilities as Record<string, number[]>)[round];
      for (const [index, probability] of (probabilities ?? []).entries())
        expect(Math.abs((learner.probabilities[index] ?? 0) - probability), `round ${round}`).toBeLessThan(1e-9);
      due.set(round + scene.delay, [...(due.get(round + scene.delay) ?? []), { draw, scene }]);
      for (const { draw: old, scene: then } of due.get(round) ?? [])
        if (then.expires) learner.expire();
        else learner.report(old, then.losses[old.provider] ?? 0);
    }
    expect(arms).toBe(expected.arms);
    expect(eta).toBeCloseTo(expected.eta, 12);
    for (const [index, loss] of expected.losses.entries()) expect(learner.state.losses[index]).toBeCloseTo(loss, 7);
    const { ceiling } = certificateOf(name as EngineName, learner.state);
    if (name.startsWith("dch")) expect(ceiling).toBeCloseTo(expected.ceiling ?? Number.NaN, 9);
    // Here reports are late, and only the hedges have a proof for that.
    else expect(ceiling).toBeNull();
  });
