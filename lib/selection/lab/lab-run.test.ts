import { expect, test } from "vitest";
import { runSeed, viewOf } from "./lab-run.ts";
import { type LabSettings, PRESET, WORLD_KNOBS, WORLD_NAMES, worldOfSettings } from "./settings.ts";
import { runTrial, type Trial } from "./trial.ts";
import { WORLDS } from "./worlds.ts";

const small: LabSettings = { ...PRESET, rounds: 400, runs: 12 };
const runs = (settings: LabSettings, seeds: readonly number[]) =>
  new Map(seeds.map((seed): [number, Trial[]] => [seed, runSeed(settings, seed)]));

test("seeds say the same digit by digit in whatever order they come", () => {
  const done = runs({ ...small, world: "dispute-stalling", knobs: { delayRounds: 50 } }, [0, 1, 2, 3, 4]);
  const shuffled = new Map([3, 0, 4, 2, 1].map((seed) => [seed, done.get(seed) ?? []]));
  expect(viewOf(small, shuffled)).toEqual(viewOf(small, done));
});

test("the last point of each curve is what trials end with, and shares sum to 1", () => {
  const settings = { ...small, world: "vanish-and-return", knobs: { indexes: 5 } } as const;
  const view = viewOf(settings, runs(settings, [7, 8, 9]));
  if (view === undefined) throw new Error("no view");
  expect(view.rounds.at(-1)).toBe(400);
  for (const { engine, regrets, median, tail, low, shares } of view.engines) {
    const ends = [7, 8, 9].map(
      (seed) => runTrial({ engine, world: worldOfSettings(settings), rounds: 400, seed }).regret,
    );
    expect(regrets).toEqual(ends);
    const sorted = [...ends].sort((a, b) => a - b);
    expect([low.at(-1), median.at(-1), tail.at(-1)]).toEqual(sorted);
    for (let point = 0; point < view.rounds.length; point++)
      expect(shares.subarray(point * 5, point * 5 + 5).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
  }
  expect(view.events.map(({ what }) => what)).toEqual(["leaves", "returns"]);
});

test("a ceiling is that of the certificate at its round, and none is a gap", () => {
  const settings = { ...small, engines: ["dch-ix", "exp3"] } as const;
  const view = viewOf(settings, runs(settings, [1]));
  const [own, plain] = view?.engines ?? [];
  expect(own?.ceiling.at(-1)).toBe(own?.certificate.ceiling);
  expect(own?.ceiling.every((value, at) => value <= (view?.rounds[at] ?? 0))).toBe(true);
  expect(plain?.ceiling.every(Number.isNaN)).toBe(true);
  expect(plain?.bound).toBeGreaterThan(0);
});

test("bounds of books stand beside worlds in which they hold only", () => {
  const holds = WORLD_NAMES.filter((world) => worldOfSettings({ ...PRESET, world }).isPrompt);
  expect(WORLD_NAMES.filter((name) => !holds.includes(name))).toEqual([
    "slander",
    "dispute-stalling",
    "vanish-and-return",
  ]);
  expect(worldOfSettings({ ...PRESET, world: "few-providers", knobs: { delayRounds: 1 } }).isPrompt).toBe(false);
});

test("what is preset of a world is what the world has by itself", () => {
  for (const world of WORLD_NAMES) {
    const trial = (made: ReturnType<typeof worldOfSettings>) =>
      runTrial({ engine: "dch-ix", world: made, rounds: 10_000, seed: 4 }).regret;
    expect(trial(worldOfSettings({ ...PRESET, world, knobs: WORLD_KNOBS[world] })), world).toBe(trial(WORLDS[world]()));
  }
});
