import { expect, test } from "vitest";
import { aucOf } from "#lib/reputation/backtest/figures.ts";
import { conductScoreOf } from "#lib/reputation/conduct.ts";
import { failureProbability, type InstanceFacts } from "#lib/reputation/failure.ts";
import { MODEL_1 } from "#lib/reputation/model.ts";
import type { RecordItem } from "#lib/reputation/record-item.ts";
import { seededRandom } from "./dice.ts";
import { announce, lightsOf } from "./forecasts.ts";
import { makeWorld, PERSONAS } from "./world.ts";

const DAY = 20_784;
const world = () => makeWorld(seededRandom(7), { providers: 70, day: DAY, days: 700 });

function announceFailure(instance: InstanceFacts, items: readonly RecordItem[]): number {
  return failureProbability(instance, conductScoreOf(items, MODEL_1, DAY), MODEL_1).band.estimate;
}

test("a seed is a world, with providers of every kind", () => {
  expect(world()).toEqual(world());
  expect(new Set(world().map(({ persona }) => persona))).toEqual(new Set(PERSONAS));
});

test("the marks tell who will be at fault or fail, and bare claims move nobody's by anything", () => {
  const providers = world();
  const scores = providers.map(({ items }) => conductScoreOf(items, MODEL_1, DAY).score);
  const without = providers.map(({ items }) => items.filter(({ evidence }) => evidence !== "claim"));
  for (const [at, items] of without.entries()) expect(conductScoreOf(items, MODEL_1, DAY).score).toBe(scores[at]);
  const risk = scores.map((score) => -score);
  const happened = providers.map(({ faultProbability }) => (faultProbability > 0.5 ? 1 : 0));
  expect(aucOf({ value: risk, happened })).toBeGreaterThan(0.95);
  const instances = providers.flatMap(({ instance, items, failureProbability }) =>
    instance === null ? [] : { risk: announceFailure(instance, items), fails: (failureProbability ?? 0) > 0.3 ? 1 : 0 },
  );
  const found = aucOf({ value: instances.map((each) => each.risk), happened: instances.map(({ fails }) => fails) });
  expect(found).toBeGreaterThan(0.9);
});

test("lights stay as expected while a model is right, turn when the world is twice as bad, and else say nothing", () => {
  const announced = world()
    .map((provider) => announce(provider, MODEL_1, DAY))
    .filter(({ tier }) => tier !== "unrated");
  const runs = 40;
  const years = { runs, forecasts: 500 };
  expect(lightsOf(seededRandom(1), announced, { ...years, factor: 1 })["as-expected"]).toBeGreaterThanOrEqual(
    0.95 * runs,
  );
  expect(lightsOf(seededRandom(2), announced, { ...years, factor: 2 })["too-optimistic"]).toBeGreaterThanOrEqual(
    0.9 * runs,
  );
  const few = { runs: 20, forecasts: 15, factor: 2 };
  const best = announced.filter(({ tier }) => tier === "A" || tier === "B");
  expect(lightsOf(seededRandom(3), best, few)["too-few-to-tell"]).toBe(20);
});
