import { expect, test } from "vitest";
import { lieOf, type PageMarks } from "#lib/client/marks/page-marks.ts";
import { createMemoryTexts } from "#lib/client/text-store.ts";
import { conductOf } from "#lib/reputation/conduct.ts";
import type { MarksInput } from "#lib/reputation/marks.ts";
import { MODEL_1 } from "#lib/reputation/model.ts";
import { diceOf, inputByChance } from "#lib/reputation/testing/many-marks.ts";
import { honestSample, SAMPLE_DAY, sampleOf, withFault } from "./marks-sample.ts";
import { pageMarksOf } from "./marks-view.ts";
import { oneIn, percentText } from "./marks-words.ts";
import { keepLoss, knownLoss, payCheckPath, questionErrors } from "./pay/pay-question.ts";
import { findingOf } from "./waterfall/waterfall-model.ts";
import { twinOf } from "./waterfall/waterfall-twin.ts";
import { pointsText } from "./waterfall/waterfall-words.ts";

const titleOf = (type: string) => type;

test("the steps of the drawing are the bars of the marks: they lead from the start to the score, and so does the table", () => {
  const dice = diceOf(3);
  for (let round = 0; round < 25; round++) {
    const input = inputByChance(dice, dice(120));
    const { conduct, failure } = sampleOf(input, titleOf);
    const { bars, score } = conductOf(input.items, MODEL_1, SAMPLE_DAY);
    expect(conduct.counted).toBe(bars.length);
    for (const drawn of failure === null ? [conduct] : [conduct, failure]) {
      const steps = drawn.smaller === null ? drawn.groups : [...drawn.groups, drawn.smaller];
      let at = drawn.start;
      for (const { from, points } of steps) {
        expect(from).toBe(at);
        at += points;
        expect(at).toBeGreaterThanOrEqual(drawn.domain[0]);
        expect(at).toBeLessThanOrEqual(drawn.domain[1]);
      }
      expect(at).toBe(drawn.score);
      const { rows } = twinOf({ drawn, byPoints: "D", tier: "D", rules: ["one"], fileName: "why" });
      expect(rows.slice(0, steps.length + 2).map((row) => row[3])).toEqual([
        drawn.start,
        ...steps.map(({ from, points }) => from + points),
        drawn.score,
      ]);
      expect(rows.slice(1, steps.length + 1).map((row) => row[2])).toEqual(steps.map(({ points }) => points));
    }
    expect(conduct.score).toBe(score);
  }
});

test("what a page draws follows from its facts; a tier, a score or a bar that was changed on it alone is named", () => {
  const dice = diceOf(7);
  const shown = (input: MarksInput) => pageMarksOf(sampleOf(input, titleOf));
  const lie = (page: PageMarks, input: MarksInput) => lieOf(page, input, MODEL_1, SAMPLE_DAY);
  for (let round = 0; round < 25; round++) {
    const input = inputByChance(dice, dice(120));
    const page = shown(input);
    expect(lie(page, input)).toBeUndefined();
    const tier = page.tier === "A" ? "B" : "A";
    expect(lie({ ...page, tier }, input)).toContain(`the page shows tier ${tier}, and `);
    const conduct = { ...page.conduct, score: page.conduct.score + 1 };
    expect(lie({ ...page, conduct }, input)).toContain("numbers of conduct that");
    expect(lie({ ...page, transparency: page.transparency + 1 }, input)).toContain("steps of transparency");
    for (const [at, bar] of page.bars.conduct.entries()) {
      const bars = { ...page.bars, conduct: page.bars.conduct.with(at, { ...bar, points: bar.points + 1 }) };
      expect(lie({ ...page, bars }, input)).toContain("bars of conduct");
    }
    const invented = { ...page.bars, conduct: [...page.bars.conduct, { key: "praise", points: 0 }] };
    expect(lie({ ...page, bars: invented }, input)).toContain("bars of conduct");
  }
});

test("the largest effect comes first and is the title; a newcomer is told that nothing counts yet", () => {
  const { conduct } = sampleOf(withFault(honestSample("service", 400), { severity: "moderate" }), titleOf);
  expect(findingOf(conduct)).toBe(
    `Most of it: fault proven by machine, ${pointsText(conduct.groups[0]?.points ?? 0)} points`,
  );
  expect(conduct.groups[0]?.points).toBeLessThan(0);
  expect(findingOf(sampleOf(honestSample("service", 0), titleOf).conduct)).toMatch(/^Nothing counts yet/);
});

test("numbers are said with at most two digits, and nothing rounds to a sign without a value", () => {
  expect([77_000, 410_000, 5_400, 850, 50].map(percentText)).toEqual([
    "7.7 %",
    "41 %",
    "0.54 %",
    "0.09 %",
    "under 0.01 %",
  ]);
  expect([pointsText(-12_434), pointsText(9_300), pointsText(-2), pointsText(40)]).toEqual([
    "−12.4",
    "+9.3",
    "0",
    "+0.04",
  ]);
  expect(oneIn(77_000)).toBe("1 in 12");
});

test("what is missing before paying is said at its field, and a loss is remembered for its own currency alone", () => {
  const asked = { amount: "20", loss: "100", currency: "EUR", address: "", instance: "" };
  expect(questionErrors(asked)).toEqual({});
  expect(payCheckPath("prv_x", asked)).toBe("/api/v1/paycheck?provider=prv_x&amount=20&loss=100&currency=EUR");
  expect(questionErrors({ ...asked, amount: " ", loss: "" })).toEqual({
    ...{ amount: expect.stringMatching(/^Say how much/), loss: expect.stringMatching(/^Say how much/) },
  });
  expect(questionErrors({ ...asked, amount: "ten" })).toEqual({ amount: expect.stringContaining("Write digits") });
  const texts = createMemoryTexts();
  keepLoss(texts, asked);
  expect(["EUR", "ETH"].map((currency) => knownLoss(texts, currency))).toEqual(["100", ""]);
});
