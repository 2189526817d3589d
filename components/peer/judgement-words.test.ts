import { expect, test } from "vitest";
import { forecastWords, judgementSentence, shareWords } from "./judgement-words.ts";

test("agreement is counted over what both judge, and nothing in common is said so", () => {
  expect(shareWords({ both: 14, same: 12 }, "provider")).toBe("12 of 14 providers that both judge");
  expect(shareWords({ both: 1, same: 0 }, "fault")).toBe("0 of 1 fault that both judge");
  expect(shareWords({ both: 0, same: 0 }, "fault")).toBe("No fault is judged by both.");
  const tiers = (both: number, same: number) => ({ tiers: { both, same } });
  expect(judgementSentence([tiers(3, 2), tiers(4, 4)])).toMatch(/^2 other indexes were compared: 6 of 7 tiers/);
  expect(judgementSentence([tiers(0, 0)])).toBe(
    "1 other index was compared: none rates a provider that is rated here.",
  );
});

test("forecasts have their sample and what was expected; without any a year old, or none told, that is said", () => {
  const own = { finished: 40, expected_failures: 3.25, failed: 5, brier: 0.0712, verdict: "as-expected" } as const;
  expect(forecastWords(own)).toBe("Of 40 forecasts, 5 failed and 3.3 were expected: as many as expected, Brier 0.071.");
  expect(forecastWords({ ...own, finished: 0 })).toBe("No forecast is a year old yet.");
  expect(forecastWords(null)).toBe("It does not say.");
});
