import { expect, test } from "vitest";
import { marketSchema } from "./market.ts";
import { marketsOf, medianMarkup } from "./market-views.ts";
import { sampleMarket } from "./sample-market.ts";

test("made-up markets of every size have the shape of the API, and the same seed gives the same market", () => {
  for (const count of [0, 1, 3, 12, 500]) {
    const market = sampleMarket(count);
    expect(marketSchema.parse(market)).toEqual(market);
    expect(market).toEqual(sampleMarket(count));
    expect(market.points).toHaveLength(count);
    expect(new Set(market.points.map(({ key }) => key)).size).toBe(count);
    const { rated, unrated, shut } = market.counts;
    expect(rated + unrated + shut).toBe(count);
  }
  expect(sampleMarket(12, 2)).not.toEqual(sampleMarket(12));
});

test("points say what holds of each: on the frontier or beaten, unrated and shut ones neither, a limit of nothing where shut", () => {
  const { points, choice, answers } = sampleMarket(500);
  const frontier = new Set(points.flatMap(({ key, on_frontier }) => (on_frontier ? [key] : [])));
  expect(frontier.size).toBeGreaterThan(3);
  for (const { on_frontier, dominated_by, tier, is_shut, limit_percent, cost_rank } of points) {
    const isIn = tier !== "unrated" && !is_shut;
    expect([on_frontier, dominated_by !== null].filter(Boolean)).toHaveLength(isIn ? 1 : 0);
    expect(cost_rank !== null).toBe(isIn);
    if (dominated_by !== null) expect(frontier.has(dominated_by)).toBe(true);
    if (is_shut || tier === "E") expect(limit_percent).toBe(0);
    // A stack of A is capped at half: both of its risks come together.
    if (tier === "A" && !is_shut) expect(limit_percent).toBe(50);
  }
  expect(answers?.rows).toHaveLength(3);
  expect(answers?.rows[0]?.key).toBe(choice);
});

test("the market shown first has the most rated offers; a median is a markup that somebody asks", () => {
  const offer = (category: string, isRated: boolean) => ({ category, unit: "GB", currency: "EUR", isRated });
  const offers = [offer("b", false), offer("b", false), offer("a", true), offer("c", true)];
  expect(marketsOf(offers).map(({ category, offers: all, rated }) => [category, all, rated])).toEqual([
    ["a", 1, 1],
    ["c", 1, 1],
    ["b", 2, 0],
  ]);
  expect(medianMarkup(["12.50", "-3.00", "0.00", "140.00"])).toBe("0.00");
  expect(medianMarkup([])).toBeNull();
});
