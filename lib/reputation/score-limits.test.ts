import { expect, test } from "vitest";
import { bandOf, faultProbability } from "./band.ts";
import { marksOf } from "./marks.ts";
import { MODEL_1 } from "./model.ts";
import { conductLimits, failureLimits } from "./score-limits.ts";
import { diceOf, inputByChance } from "./testing/many-marks.ts";
import { TODAY } from "./testing/records.ts";
import { tierOfBand } from "./tier.ts";

test("a score on one side of a limit has another tier than on the other, with the same evidence", () => {
  const dice = diceOf(5);
  const better = "ABCDE";
  let seen = 0;
  for (let round = 0; round < 40; round++) {
    const marks = marksOf(inputByChance(dice, dice(300)), MODEL_1, TODAY - dice(400));
    for (const { tier, from } of conductLimits(marks, MODEL_1)) {
      const at = (score: number) =>
        tierOfBand(faultProbability({ ...marks.conduct, score, effective: 0 }, MODEL_1), MODEL_1);
      expect(at(from)).toBe(tier);
      expect(better.indexOf(at(from - 1))).toBeGreaterThan(better.indexOf(tier));
      seen += 1;
    }
    for (const { tier, from } of failureLimits(marks, MODEL_1)) {
      const at = (points: number) =>
        tierOfBand(bandOf(MODEL_1.failure.ppm[points] ?? 0, marks.conduct.clean, MODEL_1), MODEL_1);
      expect(at(from / 1000)).toBe(tier);
      expect(better.indexOf(at(from / 1000 - 1))).toBeGreaterThan(better.indexOf(tier));
      seen += 1;
    }
  }
  expect(seen).toBeGreaterThan(80);
});
