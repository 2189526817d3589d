import fc from "fast-check";
import { expect, test } from "vitest";
import { diceOf } from "./dice.ts";
import { ENGINE_NAMES, type EngineName } from "./engines.ts";
import { Learner } from "./learner.ts";
import { ASLEEP, type Draw, newState } from "./state.ts";

const INDEXES = 6;

const round = fc.record({
  /** Provider of each index, or asleep; index 0 never sleeps, so that somebody is awake. */
  advice: fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 5, maxLength: 5 }))
    .map(([first, rest]) => [first, ...rest]),
  u: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  loss: fc.double({ min: 0, max: 1, noNaN: true }),
  waits: fc.boolean(),
});
const rounds = fc.array(round, { minLength: 1, maxLength: 40 });
const engine = fc.constantFrom(...ENGINE_NAMES);
type Round = { advice: number[]; u: number; loss: number; waits: boolean };

function learnerOf(name: EngineName, share = false): Learner {
  return new Learner(name, newState({ capacity: 8, kappa: 0.5, share, horizon: 100, count: INDEXES }));
}

/** Plays the rounds; reports that wait come at the end, in the order that `order` gives them. */
function play(learner: Learner, script: readonly Round[], order: (late: [Draw, number][]) => [Draw, number][]): void {
  const late: [Draw, number][] = [];
  for (const { advice, u, loss, waits } of script) {
    const draw = learner.choose(advice, u);
    if (waits) late.push([draw, loss]);
    else learner.report(draw, loss);
  }
  for (const [draw, loss] of order(late)) learner.report(draw, loss);
}

const inTurn = (late: [Draw, number][]) => late;

test("probabilities sum to 1 within 1e-12, and whoever sleeps has none", () => {
  fc.assert(
    fc.property(engine, rounds, fc.boolean(), (name, script, share) => {
      const learner = learnerOf(name, share && (name === "dch" || name === "dch-ix"));
      for (const { advice, u, loss, waits } of script) {
        const draw = learner.choose(advice, u);
        const sum = learner.probabilities.subarray(0, INDEXES).reduce((all, each) => all + each, 0);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-12);
        for (const [at, provider] of advice.entries())
          if (provider === ASLEEP) expect(learner.probabilities[at]).toBe(0);
        expect(draw.probability).toBeGreaterThan(0);
        expect(draw.providerProbability).toBeGreaterThanOrEqual(draw.probability);
        if (!waits) learner.report(draw, loss);
      }
    }),
    { numRuns: 150 },
  );
});

test("any order of reports gives the same state up to rounding", () => {
  fc.assert(
    fc.property(engine, rounds, fc.integer(), (name, script, seed) => {
      const [first, second] = [learnerOf(name), learnerOf(name)];
      play(first, script, inTurn);
      play(second, script, (late) => {
        const dice = diceOf(seed);
        return late
          .map((each) => ({ each, key: dice() }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each);
      });
      for (let at = 0; at < INDEXES; at++) {
        const [a, b] = [first.state.losses[at] ?? 0, second.state.losses[at] ?? 0];
        expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(a)));
        expect(second.state.plays[at]).toBe(first.state.plays[at]);
      }
      expect(second.state.spent).toBe(first.state.spent);
    }),
    { numRuns: 150 },
  );
});

test("names in another order have the same probabilities", () => {
  fc.assert(
    fc.property(
      engine.filter((name) => name !== "thompson"), // its dice are thrown in the order of the names
      rounds,
      fc.integer({ min: 1, max: INDEXES - 1 }),
      (name, script, turn) => {
        const moved = (at: number) => (at + turn) % INDEXES;
        const [first, second] = [learnerOf(name), learnerOf(name)];
        for (const { advice, u, loss, waits } of script) {
          const turned: number[] = [];
          for (const [at, provider] of advice.entries()) turned[moved(at)] = provider;
          const draw = first.choose(advice, u);
          const same = second.choose(turned, u, moved(draw.index));
          for (let at = 0; at < INDEXES; at++)
            expect(Math.abs((first.probabilities[at] ?? 0) - (second.probabilities[moved(at)] ?? 0))).toBeLessThan(
              1e-9,
            );
          if (waits) continue;
          first.report(draw, loss);
          second.report(same, loss);
        }
      },
    ),
    { numRuns: 100 },
  );
});

test("the same number added to all losses changes no probability", () => {
  const summing = ENGINE_NAMES.filter((name) => name !== "ucb1" && name !== "thompson");
  fc.assert(
    fc.property(fc.constantFrom(...summing), rounds, fc.integer({ min: -1000, max: 1000 }), (name, script, shift) => {
      const learner = learnerOf(name);
      play(learner, script, inTurn);
      const advice = [0, 1, 2, 3, 0, ASLEEP];
      learner.preview(advice, 0.5);
      const before = [...learner.probabilities];
      for (let at = 0; at < INDEXES; at++) learner.state.losses[at] = (learner.state.losses[at] ?? 0) + shift;
      learner.preview(advice, 0.5);
      for (const [at, probability] of before.entries())
        expect(Math.abs((learner.probabilities[at] ?? 0) - probability)).toBeLessThan(1e-9);
    }),
    { numRuns: 100 },
  );
});

test("100,000 rounds against the worst index bring no engine a number that is none", () => {
  for (const name of ENGINE_NAMES) {
    const learner = new Learner(name, newState({ capacity: 4, kappa: 0, share: false, horizon: 100_000, count: 4 }));
    const dice = diceOf(1);
    const advice = [0, 1, 2, 2];
    for (let at = 0; at < 100_000; at++) {
      const draw = learner.choose(advice, dice());
      // Everything is always lost except with index 0: the others fall as low as they can.
      learner.report(draw, draw.provider === 0 ? 0 : 1);
    }
    const sum = learner.probabilities.reduce((all, each) => all + each, 0);
    expect(Math.abs(sum - 1), name).toBeLessThan(1e-12);
    expect([...learner.state.losses].every(Number.isFinite), name).toBe(true);
  }
});
