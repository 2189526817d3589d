/** What an index names to an agent: the market's own choice, computed again from what it considered, and nothing else. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { keyOf } from "./market-views.ts";
import { faultOfRecommendation, type RecommendationQuestion, recommendationView } from "./recommendation-views.ts";
import { recommendationSchema } from "./recommendations.ts";
import { sampleMarket, sampleRows } from "./sample-market.ts";

const around = {
  market: { category: "storage", unit: "GB", currency: "EUR" },
  ...{ day: "2026-11-22", model: modelHash(MODEL_1) },
};
const ask: RecommendationQuestion = { tolerance: "C", days: 30, loss: null, budget: null, price: null };
const view = (rows: ReturnType<typeof sampleRows>, change: Partial<RecommendationQuestion> = {}) =>
  recommendationView(rows, { ...ask, ...change }, around, MODEL_1);
const seeds = fc.integer({ min: 1, max: 10_000 });

test("what is named is the market's choice, in any order of rows, and follows from what was considered", () => {
  fc.assert(
    fc.property(
      seeds,
      fc.integer({ min: 0, max: 40 }),
      fc.constantFrom("A", "B", "C", "D", "E"),
      (seed, count, tolerance) => {
        const rows = sampleRows(count, seed);
        const named = view(rows, { tolerance, loss: 50_000_000n });
        expect(recommendationSchema.strict().parse(named)).toEqual(named);
        expect(view(rows.toReversed(), { tolerance, loss: 50_000_000n })).toEqual(named);
        expect(faultOfRecommendation(named)).toBeUndefined();
        const { choice } = sampleMarket(count, seed, { tolerance });
        if (named.reason !== "too-little-known") expect(named.recommended).toBe(choice);
        else expect([choice, "DE".includes(tolerance)]).toEqual([null, true]);
      },
    ),
    { numRuns: 60 },
  );
});

test("price, budget and tolerance only take away, and each offer says the first that is against it", () => {
  const rows = sampleRows(30, 4);
  const all = view(rows, { loss: 50_000_000n });
  const cheap = view(rows, { loss: 50_000_000n, price: 600_000n, budget: 20_000_000n });
  const fitting = ({ considered }: typeof all) => considered.filter(({ fit }) => fit === "fits");
  expect(fitting(cheap).length).toBeLessThan(fitting(all).length);
  for (const { price, limit } of fitting(cheap))
    expect([Number(price) <= 0.6, Number(limit) >= 20]).toEqual([true, true]);
  for (const { tier, fit, is_shut } of cheap.considered) {
    if (is_shut) expect(fit).toBe("shut");
    else if (tier === "D" || tier === "E") expect(fit).toBe("too-risky");
  }
  // Unrated counts as D: nobody who tolerates less is sent there.
  const unrated = rows.map((row) => ({ ...row, rated: { ...row.rated, tier: "unrated" as const, isShut: false } }));
  expect([view(unrated).recommended, view(unrated, { tolerance: "D" }).reason]).toEqual([null, "too-little-known"]);
});

test("an index that names another offer, or hides why, is found out by its own answer", () => {
  const named = view(sampleRows(20, 7), { loss: 50_000_000n });
  const [first, second] = named.considered.filter(({ key }) => key !== named.recommended);
  if (first === undefined || second === undefined) throw new Error("Too few.");
  const others = [
    { ...named, recommended: first.key },
    { ...named, recommended: null, reason: null },
    { ...named, reason: "too-little-known" as const },
    { ...named, considered: [...named.considered, first] },
    { ...named, considered: named.considered.filter(({ key }) => key !== named.recommended) },
    {
      ...named,
      considered: named.considered.map((one) => (one.key === first.key ? { ...one, fit: other(one.fit) } : one)),
    },
    { ...named, model: null },
    { ...named, loss: "5" },
    { ...named, considered: named.considered.map((one) => (one.key === first.key ? { ...one, limit: "51" } : one)) },
  ];
  for (const forged of others) expect(faultOfRecommendation(forged)).toMatch(/[a-z]+ [a-z]+/);
  expect(faultOfRecommendation({ ...named, model: "0".repeat(64) })).toBe("unknown-model");
  const empty = { ...named, model: null, considered: [], recommended: null, reason: null };
  expect(faultOfRecommendation(empty)).toBeUndefined();
  expect(keyOf({ service: first.service, instance: first.instance })).toBe(first.key);
});

const other = (fit: string) => (fit === "fits" ? ("shut" as const) : ("fits" as const));
