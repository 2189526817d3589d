import { expect, test } from "vitest";
import { RatingReader } from "#lib/reputation/backtest/ratings.ts";
import { replayRatings } from "#lib/reputation/backtest/replay.ts";
import { MODEL_1 } from "#lib/reputation/model.ts";
import { seededRandom } from "./dice.ts";
import { trustNetwork } from "./trust-network.ts";

test("a seed is a network", () => {
  expect(trustNetwork(seededRandom(1), 300)).toEqual(trustNetwork(seededRandom(1), 300));
  expect(trustNetwork(seededRandom(1), 300)).not.toEqual(trustNetwork(seededRandom(2), 300));
});

test("on a made-up trust network the score tells bad from good, and its probabilities are those that come", () => {
  const rows = trustNetwork(seededRandom(4), 9_000);
  const reader = new RatingReader();
  reader.push(rows.map(({ source, target, rating, time }) => `${source},${target},${rating},${time}\n`).join(""));
  const replay = replayRatings(reader.finish().ratings, MODEL_1);
  expect(replay.aucScore).toBeGreaterThan(0.85);
  expect(replay.aucProbability).toBeGreaterThan(0.85);
  expect(replay.brier).toBeLessThan(0.65 * (replay.brierBase ?? 0));
  expect(replay.ece).toBeLessThan(0.03);
});
