import { expect, test } from "vitest";
import { sampleMarket } from "#lib/contract/sample-market.ts";
import { noAnswerWords, whySentence } from "./answer-words.ts";
import { askOf, currencyChoices, needChoices, needValue } from "./ask.ts";

const STORAGE = { category: "storage", unit: "GB", currency: "EUR", offers: 3, rated: 2 };

test("whatever is typed as a loss leaves an amount to answer with, and says what was wrong", () => {
  expect(askOf({})).toMatchObject({ loss: "50", typedLoss: "50", lossProblem: undefined });
  expect(askOf({ loss: "120.50" })).toMatchObject({ loss: "120.5", lossProblem: undefined });
  for (const loss of ["0", "-5", "1000000000000000000", "a lot", "1e3", "0.0000001"]) {
    const ask = askOf({ loss });
    expect(ask.loss).toBe("50");
    expect(ask.typedLoss).toBe(loss);
    expect(ask.lossProblem).toMatch(/\. Until then 50 is taken\.$/);
  }
});

test("a need names its market, and its unit only where one word is sold by several", () => {
  const markets = [
    STORAGE,
    { ...STORAGE, currency: "USD" },
    { ...STORAGE, unit: "file" },
    { ...STORAGE, category: "maps" },
  ];
  expect(needChoices(markets).map(({ text }) => text)).toEqual(["storage, by GB", "storage, by file", "maps"]);
  expect(currencyChoices(markets).map(({ text }) => text)).toEqual(["EUR", "USD"]);
  expect(askOf({ need: needValue(STORAGE), currency: "EUR" })).toMatchObject({
    category: "storage",
    unit: "GB",
    currency: "EUR",
  });
  expect(askOf({ need: "storage" })).toMatchObject({ category: "storage", unit: undefined });
  expect(askOf({ need: ["maps", "x"], currency: "" })).toMatchObject({ category: "maps", currency: undefined });
});

test("each answer says why it is one, in people's counts", () => {
  const asked = { tolerance: "C", days: 30 } as const;
  expect(whySentence({ reasons: ["least-cost", "safest"] }, { tier: "B", high: 24_000 }, asked)).toBe(
    "Costs least at C or better, possible loss counted in, and is the safest where money may go: up to 1 in 41 like it fail or lie within a year.",
  );
  expect(whySentence({ reasons: ["too-little-known"] }, { tier: "unrated", high: 0 }, asked)).toBe(
    "Too little is known of it, so treat it as high risk.",
  );
});

test("without an answer the reason is said", () => {
  expect(noAnswerWords(sampleMarket(0))).toContain("Nobody sells anything");
  const market = sampleMarket(2);
  expect(noAnswerWords({ ...market, counts: { ...market.counts, shut: 2 } })).toContain("suspended or closing");
});
