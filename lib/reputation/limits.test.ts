import fc from "fast-check";
import { expect, test } from "vitest";
import { naturalFrequency } from "./frequency.ts";
import { breakEvenDiscount, expectedLoss, exposureLimit, inCommonCap, prepayDays, togetherCap } from "./limits.ts";
import { MODEL_1 } from "./model.ts";
import { MICROS, moneyText, parseMoney, roundDown } from "./money.ts";
import { type PayQuestion, payCheck } from "./pay-check.ts";
import { type Rated, riskiestOf } from "./stack.ts";
import { BILLION, withinDays } from "./survival.ts";
import { TIERS, type Tier } from "./tier.ts";

fc.configureGlobal({ seed: 6962 });

const open = (tier: Tier) => ({ tier, isShut: false });
const check = (question: Partial<PayQuestion>) =>
  payCheck(
    {
      amount: "100",
      loss: "1000",
      currency: "EUR",
      currencies: ["EUR", "ETH:USDC"],
      standing: open("B"),
      isAddressDisclosed: null,
      ...question,
    },
    MODEL_1,
  );

test("limits are shares of what one could lose, rounded down to two digits; shut is nothing", () => {
  const limit = (tier: Tier) => moneyText(exposureLimit(open(tier), 1_239n * MICROS, MODEL_1));
  expect(TIERS.map(limit)).toEqual(["1200", "610", "300", "120", "0", "120"]);
  expect(TIERS.map((tier) => prepayDays(open(tier), MODEL_1))).toEqual([30, 14, 7, 3, 0, 3]);
  expect(exposureLimit({ tier: "A", isShut: true }, 1_000n * MICROS, MODEL_1)).toBe(0n);
  expect([99n, 100n, 129n, 12_999n].map(roundDown)).toEqual([99n, 100n, 120n, 12_000n]);
});

test("the chance within days is the yearly one compounded, to one part in a billion", () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(3650), (yearly, days) => {
      const exact = 1e9 * -Math.expm1((days / 365) * Math.log1p(-yearly / 1e6));
      expect(Math.abs(Number(withinDays(yearly, days)) - exact)).toBeLessThan(1.01);
    }),
  );
  expect([withinDays(0, 30), withinDays(1_000_000, 1), withinDays(500_000, 365)]).toEqual([
    0n,
    1_000_000_000n,
    500_000_000n,
  ]);
  expect(() => withinDays(-1, 30)).toThrow(RangeError);
  expect(() => withinDays(20_000, 0.5)).toThrow(RangeError);
});

test("break-even discounts at 30 days are those of the design, and halving the time halves them", () => {
  const discounts = [20_000, 77_000, 300_000].map((yearly) => breakEvenDiscount(yearly, 30, MODEL_1));
  expect(discounts).toEqual([1_662, 6_607, 29_750]);
  expect(breakEvenDiscount(1_000_000, 30, MODEL_1)).toBeNull();
  expect(breakEvenDiscount(77_000, 15, MODEL_1)).toBeLessThanOrEqual(3_310);
  expect(expectedLoss(1_000n * MICROS, 20_000, 30, MODEL_1)).toBe(1_659_119n);
});

test("together risks are capped by the worst of them, and by half of what one could lose", () => {
  const cap = (yearly: number[]) => moneyText(togetherCap(1_000n * MICROS, yearly, MODEL_1));
  expect(cap([])).toBe("500");
  expect(cap([20_000, 50_000])).toBe("500");
  expect(cap([300_000])).toBe("170");
  expect(cap([120_000, 300_000, 20_000])).toBe("170");
  expect(cap([1_000_000])).toBe("5");
});

test("what is alike is capped by the safest: one cause that reaches all is no likelier than its fall", () => {
  const cap = (yearly: number[]) => moneyText(inCommonCap(1_000n * MICROS, yearly, MODEL_1));
  expect(cap([20_000, 900_000])).toBe("500");
  expect(cap([300_000, 900_000])).toBe("170");
});

test("the pay check says within, split or don't, and why", () => {
  const verdict = (question: Partial<PayQuestion>) => {
    const result = check(question);
    return result.ok ? `${result.value.verdict} ${result.value.reason} ${result.value.parts}` : result.error.code;
  };
  expect(verdict({ amount: "500" })).toBe("within within-limit 1");
  expect(verdict({ amount: "501" })).toBe("split over-limit 2");
  expect(verdict({ amount: "1001", standing: open("C") })).toBe("dont over-bearable-loss 0");
  expect(verdict({ amount: "1000", standing: open("C") })).toBe("split over-limit 4");
  expect(verdict({ standing: open("E") })).toBe("dont tier-e 0");
  expect(verdict({ standing: { tier: "A", isShut: true } })).toBe("dont shut 0");
  expect(verdict({ isAddressDisclosed: false })).toBe("dont address-not-disclosed 0");
  expect(verdict({ isAddressDisclosed: true })).toBe("within within-limit 1");
  expect(verdict({ loss: "0.000001", standing: open("D") })).toBe("dont limit-is-nothing 0");
  // Of a service and its instance, or of a cluster, never more than half is held, whatever the tier.
  expect(verdict({ amount: "1000", standing: open("A") })).toBe("within within-limit 1");
  expect(verdict({ amount: "1000", standing: open("A"), together: [15_000] })).toBe("split over-limit 2");
});

test("the riskiest of several is a shut one, then one of the worst tier, then of the highest chance", () => {
  const rated = (tier: Tier, high: number, isShut = false): Rated => ({
    ...{ tier, isShut },
    band: { estimate: 0, low: 0, high },
  });
  const of = (...all: Rated[]) => all.indexOf(riskiestOf(all, (one) => one) ?? rated("A", 0));
  expect(of()).toBe(-1);
  expect(of(rated("E", 900_000), rated("A", 1_000, true))).toBe(1);
  expect(of(rated("C", 90_000), rated("E", 50_000), rated("D", 200_000))).toBe(1);
  // Unrated allows as much as D: the chance decides, and of equals the first.
  expect(of(rated("D", 200_000), rated("unrated", 560_000))).toBe(1);
  expect(of(rated("unrated", 200_000), rated("D", 200_000))).toBe(0);
});

test("absurd amounts and unknown currencies get a named refusal, never a number", () => {
  const code = (question: Partial<PayQuestion>) => {
    const result = check(question);
    return result.ok ? "answered" : result.error.code;
  };
  const amounts = ["0", "-5", "1000000000000000000", "ten", "", "1e9", "NaN", "Infinity", "1,000", "0.0000001", "-0"];
  expect(amounts.map((amount) => code({ amount }))).toEqual([
    "zero",
    "negative",
    "too-large",
    "not-a-number",
    "not-a-number",
    "not-a-number",
    "not-a-number",
    "not-a-number",
    "not-a-number",
    "too-precise",
    "zero",
  ]);
  expect(amounts.map((loss) => code({ loss }))).toEqual(amounts.map((amount) => code({ amount })));
  expect([code({ currency: "XYZ" }), code({ currencies: [] }), code({ amount: "9".repeat(61) })]).toEqual([
    "unknown-currency",
    "unknown-currency",
    "too-large",
  ]);
  fc.assert(
    fc.property(fc.string(), (text) => {
      const parsed = parseMoney(text);
      expect(parsed.ok ? parsed.value > 0n : parsed.error.detail.length > 0).toBe(true);
    }),
  );
});

test("chances are said as people count", () => {
  const said = [50, 140, 2_345, 17_900, 80_000, 120_000, 300_000, 500_000, 960_000].map(naturalFrequency);
  expect(said).toEqual([
    "fewer than 1 in 10,000",
    "about 1 in 7,100",
    "about 1 in 420",
    "about 1 in 55",
    "about 1 in 12",
    "about 1 in 8",
    "about 3 in 10",
    "about 5 in 10",
    "more than 19 in 20",
  ]);
});

test("a chance is of whole days within a century and of parts in a million, and of nothing else", () => {
  for (const days of [-1, 0.5, 36_501, Number.NaN]) expect(() => withinDays(1000, days)).toThrow(RangeError);
  for (const yearly of [-1, 0.5, 1_000_001, Number.NaN]) expect(() => withinDays(yearly, 30)).toThrow(RangeError);
  expect([withinDays(1000, 0), withinDays(1_000_000, 36_500), withinDays(0, 30)]).toEqual([0n, BILLION, 0n]);
});

test("who asks in another currency is told which ones there are", () => {
  const detailOf = (currencies: string[]) => {
    const result = check({ currency: "USD", currencies });
    return result.ok ? "" : result.error.detail;
  };
  expect(detailOf(["EUR", "CHF"])).toContain("Its prices are in EUR, CHF.");
  expect(detailOf([])).toContain("It names no price.");
});
