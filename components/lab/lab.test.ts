import fc from "fast-check";
import { expect, test } from "vitest";
import { textbookBound } from "#lib/selection/ceiling.ts";
import { ENGINE_NAMES } from "#lib/selection/engines.ts";
import { viewOf } from "#lib/selection/lab/lab-run.ts";
import { BOUNDS, MOST_WORK, PRESET, WORLD_KNOBS, WORLD_NAMES, workOf } from "#lib/selection/lab/settings.ts";
import { certificateSentence } from "./ceiling-sentence.ts";
import { labQuery, readLab } from "./lab-ask.ts";
import { runAsCsv, runAsJson } from "./lab-export.ts";
import { sampleRecord, sampleRun } from "./lab-sample.ts";
import { verdictOf } from "./record-words.ts";
import { ceilingOf, findingOf, linesOf, rangeOfLines, regretTwin } from "./regret-model.ts";
import { linePath, lossPlace, lossTicks, rangeOf, roundPlace, roundTicks } from "./regret-scale.ts";
import { layersOf } from "./ribbon-model.ts";

const asked = (query: string) => readLab(new URLSearchParams(query));

test("the address of a setting asks for that setting, and that of the preset is plain", () => {
  expect(labQuery(PRESET)).toBe("/lab");
  fc.assert(
    fc.property(
      fc.constantFrom(...WORLD_NAMES),
      fc.integer({ min: 100, max: 3_000 }),
      fc.integer({ min: 1, max: 50 }),
      fc.subarray([...ENGINE_NAMES], { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      (world, rounds, runs, engines, share) => {
        const knobs = { ...WORLD_KNOBS[world], ...("gap" in WORLD_KNOBS[world] ? { gap: 0.25 } : {}) };
        const settings = { ...PRESET, world, knobs, rounds: rounds + 500, runs, engines, share };
        expect(readLab(new URL(`http://x${labQuery(settings)}`).searchParams)).toEqual({ settings, problems: [] });
      },
    ),
    { seed: 20261127, numRuns: 60 },
  );
});

test("whatever an address says, something that can run is taken, and what was not is said", () => {
  for (const query of [
    "world=heaven",
    "rounds=1e9",
    "rounds=-5",
    "runs=0",
    "runs=2.5",
    "firstSeed=abc",
    "engine=magic",
    "world=stochastic&gap=2",
    "world=stochastic&indexes=1",
    "rounds=100&world=dispute-stalling",
    ENGINE_NAMES.map((name) => `engine=${name}`).join("&"),
    "rounds=100000&runs=500&engine=exp3&engine=dch&engine=ucb1&engine=dch-ix&engine=tc-ix",
  ]) {
    const { settings, problems } = asked(query);
    expect(problems.length, query).toBeGreaterThan(0);
    expect(workOf(settings), query).toBeLessThanOrEqual(MOST_WORK);
    expect(settings.runs).toBeGreaterThanOrEqual(1);
    expect(settings.rounds).toBeGreaterThanOrEqual(BOUNDS.rounds.least);
    expect(settings.engines.length).toBeLessThanOrEqual(6);
  }
});

test("the finding says what the middle run lost, and who has the worst", () => {
  const view = sampleRun({ rounds: 2_000 }, 100);
  expect(findingOf(view)).toMatch(
    /^Lost in 2,000 rounds against the best index, in the middle of 100 runs: DCH-IX .* less, /,
  );
  expect(findingOf(view)).toMatch(/In one run of a hundred .* lost .* or more above it, .* nothing\.$/);
  expect(findingOf(sampleRun({ runs: 1 }, 1))).toContain("in the one run");
});

test("table twin, export and view agree number by number", () => {
  const view = sampleRun({}, 5);
  const twin = regretTwin(view);
  expect(twin.rows).toHaveLength(view.engines.length * view.rounds.length);
  const software = { version: "9.9.9", commit: "abc" };
  const file = JSON.parse(runAsJson(view, software));
  expect(file).toMatchObject({ software, seeds: [0, 1, 2, 3, 4], isWhole: false, settings: { world: PRESET.world } });
  for (const [at, engine] of view.engines.entries()) {
    expect(file.engines[at].regrets).toEqual(engine.regrets);
    expect(file.engines[at].median).toEqual([...engine.median]);
    const last = twin.rows[at * view.rounds.length + view.rounds.length - 1];
    expect(last?.[3]).toBeCloseTo(engine.median.at(-1) ?? Number.NaN, 2);
  }
  const lines = runAsCsv(view, software).trim().split("\r\n");
  expect(lines).toHaveLength(1 + 3 * 5);
  expect(lines[1]).toBe(`9.9.9,abc,early-good-then-bad,,400,0,0,dch-ix,0,${view.engines[0]?.regrets[0]}`);
  // Made again from its own settings, digit by digit.
  expect(runAsJson(sampleRun(file.settings, 5), software)).toBe(runAsJson(view, software));
});

test("the axis has room for every value and for 0, its ticks lie on it, and a gap in a line is a gap", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 20 }), (values) => {
      const range = rangeOf(values);
      const y = lossPlace(range, 200);
      for (const value of [0, ...values]) expect(y(value)).toBeGreaterThanOrEqual(-1e-9);
      for (const value of [0, ...values]) expect(y(value)).toBeLessThanOrEqual(200 + 1e-9);
      const ticks = lossTicks(range);
      expect(ticks).toContain(0);
      expect(ticks.length).toBeLessThan(13);
    }),
    { seed: 20261127, numRuns: 200 },
  );
  for (const axis of ["linear", "sqrt"] as const) {
    expect(roundPlace(axis, 400, 100)(400)).toBe(100);
    expect(roundTicks(axis, 400)).toContain(400);
  }
  expect(roundPlace("sqrt", 400, 100)(100)).toBe(50);
  expect(linePath([0, 1, 2], [5, Number.NaN, 5])).toBe("M0.0 5.0M2.0 5.0");
});

test("the ceiling leaves the scale alone, stands beside its own engine, and says when there is none", () => {
  const view = sampleRun({ world: "stochastic", engines: ["dch-ix", "tsallis-rv", "ucb1"] }, 3);
  const [own, book, none] = view.engines.map((engine) => ceilingOf(view, engine));
  expect(own?.name).toBe("proven ceiling of DCH-IX");
  expect(book?.name).toBe("bound of Tsallis-INF RV's paper");
  // At each round the bound of that round, which grows faster at first than the root.
  const at = view.rounds.findIndex((round) => round >= 100);
  expect(book?.values[at]).toBe(textbookBound("tsallis-rv", view.indexes, view.rounds[at] ?? 0));
  expect(book?.values.at(-1)).toBe(view.engines[1]?.bound);
  expect(none).toBeUndefined();
  const lines = linesOf(view);
  expect(rangeOfLines(lines, undefined).most).toBeLessThan(rangeOfLines(lines, own).most);
  const [first, , last] = view.engines.map((engine) => certificateSentence(engine, view));
  expect(first).toContain("Taken for granted: losses are from 0 to 1");
  expect(last).toBe("No ceiling for UCB1: this engine proves none.");
});

test("a ribbon names six indexes and the others together, and loses no probability", () => {
  const names = Array.from({ length: 20 }, (_, at) => `i${at}`);
  const shares = Float64Array.from({ length: 40 }, (_, at) => (at % 20 === 7 ? 0.43 : 0.03));
  const layers = layersOf(names, shares, 2);
  expect(layers).toHaveLength(7);
  expect(layers.at(-1)?.name).toBe("14 others");
  expect(layers.map(({ name }) => name)).toContain("i7");
  for (const point of [0, 1])
    expect(layers.reduce((sum, { shares: own }) => sum + (own[point] ?? 0), 0)).toBeCloseTo(1, 12);
  expect(layersOf(names.slice(0, 7), shares, 2)).toHaveLength(7);
});

test("a replay is exact, or names its first difference, or says that nothing could be compared", () => {
  expect(verdictOf(sampleRecord(150))).toMatchObject({
    tone: "verified",
    title: "The agent kept to its rule, DCH-IX, in all 150 choices",
  });
  const forged = verdictOf(sampleRecord(150, true));
  expect(forged.tone).toBe("failed");
  expect(forged.detail).toMatch(
    /^Round 51: probability is .*, recorded .*\. Everything before it is as DCH-IX has it\.$/,
  );
  expect(verdictOf(sampleRecord(0))).toMatchObject({ tone: "info", title: "Nothing could be compared" });
});

test("no seed, no view", () => {
  expect(viewOf(PRESET, new Map())).toBeUndefined();
});
