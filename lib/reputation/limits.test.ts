import fc from "fast-check";
import { expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { naturalFrequency } from "./frequency.ts";
import {
  breakEvenDiscount,
  expectedLoss,
  exposureLimit,
  holdingLimit,
  inCommonCap,
  prepayDays,
  togetherCap,
} from "./limits.ts";
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

test("a chance within days is the same to the last digit on every engine", () => {
  const yearly = [1, 137, 2_000, 20_000, 77_000, 120_000, 300_000, 500_001, 860_000, 999_999];
  const days = [1, 2, 7, 14, 30, 31, 90, 180, 364, 365, 366, 730, 3_650, 36_500];
  const table = yearly.map((ppm) => days.map((count) => withinDays(ppm, count)).join(" ")).join("\n");
  // The hash of the text that decimal arithmetic with 80 digits gives, each number rounded to the nearest.
  expect(hexEncode(sha256(utf8Encode(table)))).toBe("b61867ff6cb5486c36836bfed3c1e8e292d6706128f37f60fbbb2727423dd6cf");
});

test("an expected loss is rounded up, and so is its share, since nobody loses less by rounding", () => {
  const lost = (amount: bigint) => expectedLoss(amount, 20_000, 30, MODEL_1);
  // 0.1659119 % of it.
  expect([0n, 1n, 602n, 603n, 1_000n].map(lost)).toEqual([0n, 1n, 1n, 2n, 2n]);
  const half = { ...MODEL_1, limits: { ...MODEL_1.limits, lossGivenDefault: 500_000 } };
  expect(expectedLoss(1_000n * MICROS, 20_000, 30, half)).toBe(829_560n);
  expect([MODEL_1, half].map((model) => breakEvenDiscount(300_000, 30, model))).toEqual([29_750, 14_875]);
  expect([MODEL_1, half].map((model) => moneyText(togetherCap(1_000n * MICROS, [300_000], model)))).toEqual([
    "170",
    "340",
  ]);
});

test("what is held together counts by its worst chance, whatever the tier lets; alone the tier decides", () => {
  const limit = (tier: Tier, together: number[]) =>
    moneyText(holdingLimit(open(tier), together, 1_000n * MICROS, MODEL_1));
  expect([limit("A", []), limit("A", [10_000]), limit("A", [10_000, 300_000]), limit("D", [10_000])]).toEqual([
    "1000",
    "500",
    "170",
    "100",
  ]);
  expect(holdingLimit({ tier: "A", isShut: true }, [], 1_000n, MODEL_1)).toBe(0n);
  expect(prepayDays({ tier: "A", isShut: true }, MODEL_1)).toBe(0);
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

test("money is read to the millionth and written without what says nothing", () => {
  const read = (text: string) => {
    const parsed = parseMoney(text);
    return parsed.ok ? parsed.value : parsed.error.code;
  };
  expect(["0.000001", "1", " 007.50 ", "1000000000000", "1.2345670", "0.1234567"].map(read)).toEqual([
    ...[1n, MICROS, 7_500_000n, 1_000_000_000_000n * MICROS, 1_234_567n, "too-precise"],
  ]);
  expect(["1000000000000.000001", "1000000000001", "-1", "-0.0", "9".repeat(60), "9".repeat(61)].map(read)).toEqual([
    ...["too-large", "too-large", "negative", "zero", "too-large", "too-large"],
  ]);
  expect([1n, 10n, MICROS, 7_500_000n, 1_000_001n, 120_000_000n].map(moneyText)).toEqual([
    ...["0.000001", "0.00001", "1", "7.5", "1.000001", "120"],
  ]);
  expect([0n, 9n, 100n, 101n, 199n, 1_000n, 1_099n, 99_999n].map(roundDown)).toEqual([
    0n,
    9n,
    100n,
    100n,
    190n,
    1_000n,
    1_000n,
    99_000n,
  ]);
});

test("the pay check tells the limit, its cap and the days, and parts an amount into as many as it takes", () => {
  const answer = (question: Partial<PayQuestion>) => {
    const result = check(question);
    return result.ok ? Object.values(result.value) : result.error.code;
  };
  expect(answer({ amount: "500" })).toEqual(["within", "within-limit", 500n * MICROS, null, 14, 1n]);
  expect(answer({ amount: "500.000001" })).toEqual(["split", "over-limit", 500n * MICROS, null, 14, 2n]);
  expect(answer({ amount: "1500" })).toEqual(["split", "over-limit", 500n * MICROS, null, 14, 3n]);
  expect(answer({ amount: "1500.000001" })).toEqual(["split", "over-limit", 500n * MICROS, null, 14, 4n]);
  expect(answer({ amount: "5", standing: open("E") })).toEqual(["dont", "tier-e", 0n, null, 0, 0n]);
  expect(answer({ amount: "200", together: [300_000] })).toEqual([
    "split",
    "over-limit",
    170n * MICROS,
    170n * MICROS,
    14,
    2n,
  ]);
  // Several at C may hold what one could lose, and not a millionth more; several at B are no such limit.
  expect(answer({ amount: "1000.000001", standing: open("C") }).slice(0, 2)).toEqual(["dont", "over-bearable-loss"]);
  expect(answer({ amount: "1000", standing: open("unrated") })).toEqual([
    "split",
    "over-limit",
    100n * MICROS,
    null,
    3,
    10n,
  ]);
});

test("chances are said as people count", () => {
  const bounds = [99, 100, 101, 9_999, 10_000, 10_001, 249_999, 279_999, 280_000, 349_999, 350_000, 950_000, 950_001];
  expect(bounds.map((ppm) => naturalFrequency(ppm).replace("about ", ""))).toEqual([
    ...["fewer than 1 in 10,000", "1 in 10,000", "1 in 9,900", "1 in 100", "1 in 100", "1 in 99", "1 in 4", "1 in 3"],
    ...["3 in 10", "3 in 10", "4 in 10", "9 in 10", "more than 19 in 20"],
  ]);
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
