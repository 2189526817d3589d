/** What the pages around the map say, with the cases where nothing can be said. */
import { expect, test } from "vitest";
import type { ChoiceView } from "#lib/contract/choose.ts";
import type { FailureView } from "#lib/contract/failures.ts";
import type { StripView } from "#lib/contract/strip.ts";
import { chooseAskOf } from "./choose/choose-ask.ts";
import {
  callSentence,
  chanceWords,
  choiceTitle,
  discountText,
  saidMoney,
  spreadSentence,
} from "./choose/choose-words.ts";
import { failureSentence, failuresTitle, lostWords, ratedWords, warnedWords } from "./failures/failure-words.ts";
import { amountText, concentrationWords, newcomerWords, undisclosedWords } from "./strip/strip-words.ts";

const held = (name: string, amount: string): ChoiceView["holdings"][number] => ({
  ...{
    key: name,
    service: { id: "prv_a", name },
    instance: { id: "prv_b", name: "Nord" },
    price: "1",
    tier: "B",
    high: 40_000,
  },
  ...{ amount, limit: "25", prepay_days: 14, break_even_ppm: 1_500, expected_loss: "0.1" },
});
const spread = (parts: number, some: number, most: number) => ({
  parts,
  total: "50",
  some,
  most,
  all: most,
  expected_loss: "0.1",
});
const choice = (more: Partial<ChoiceView> = {}): ChoiceView => ({
  ...{
    market: { category: "storage", unit: "GB", currency: "EUR" },
    loss: "50",
    amount: null,
    tolerance: "C",
    days: 30,
  },
  ...{ parts: 2, held: [], holdings: [held("Halden", "25"), held("Vela", "25")], total: "50", bound: "limit" },
  ...{ spread: { some: 6_000_000, most: 0, all: 10_000, expected_loss: "0.2" }, outcomes: [], call: null, day: null },
  spreadings: [spread(1, 3_000_000, 3_000_000), spread(2, 6_000_000, 9_000)],
  ...more,
});

test("a set is said in money, and that nothing fits is said too", () => {
  expect(choiceTitle(choice())).toBe("Hold at most 50 EUR, 25 EUR at each of 2 places");
  expect(choiceTitle(choice({ holdings: [held("Halden", "25")], total: "25" }))).toBe("Hold at most 25 EUR, at Halden");
  expect(choiceTitle(choice({ holdings: [] }))).toBe("Nothing at C or better fits: keep nothing there");
  expect(choiceTitle(choice({ market: null }))).toBe("Nothing is offered at a price yet");
  expect(discountText(null)).toBe("none is enough");
});

test("spreading is told with both sides, and not where there is one place", () => {
  expect(spreadSentence(choice())).toBe(
    "Within 30 days: at 2 places the chance to lose something is about 1 in 160, at one about 1 in 330; but the chance to lose more than half of it is fewer than 1 in 10,000, at one about 1 in 330.",
  );
  expect(spreadSentence(choice({ spreadings: [spread(1, 1, 1)] }))).toBe("");
  expect(chanceWords(0)).toBe("never, as far as is known");
});

test("the rule about calls of high value fits the reader's numbers", () => {
  const call = (
    cost: string,
    verdict: "within" | "compare" | "re-executable-only",
    needed: number,
    available: number,
  ) => callSentence(choice({ call: { cost, verdict, needed, available } }));
  expect(callSentence(choice())).toBe("Buy no single answer whose being wrong would cost you more than 50 EUR.");
  expect(call("20", "within", 1, 3)).toContain("is within the 50 EUR that you could lose");
  expect(call("900", "compare", 3, 4)).toContain(
    "buy it from 3 independent services at A or B and compare. 4 are there.",
  );
  expect(call("900", "re-executable-only", 3, 1)).toContain("1 is there. Buy it only where anybody can compute");
});

test("whatever is typed leaves an answer, and says what was taken otherwise", () => {
  const ask = chooseAskOf({
    days: "-4",
    parts: "9",
    amount: "10^18",
    call: "x",
    tolerance: "Z",
    loss: "0",
    view: "profit",
  });
  expect(ask).toMatchObject({
    days: 30,
    parts: 2,
    amount: undefined,
    call: undefined,
    tolerance: "C",
    loss: "50",
    isProfit: true,
  });
  expect(ask.problems).toHaveLength(4);
  expect(chooseAskOf({ days: "7", parts: "3", amount: "40" })).toMatchObject({
    days: 7,
    parts: 3,
    amount: "40",
    problems: [],
  });
});

const failure = (more: Partial<FailureView> = {}): FailureView => ({
  ...{ id: "f", provider: { id: "prv_a", name: "Vela", kind: "instance" }, cause: "vanished", entry: 9 },
  ...{
    at: "2026-03-04T00:00:00.000Z",
    signs: [],
    warned_days: null,
    tier_before: null,
    balances: null,
    returned: false,
  },
  ...more,
});

test("a failure says what could have been known before, and what nobody knows", () => {
  expect(failureSentence(failure())).toBe("Vela gave no sign of life for 14 days");
  expect(warnedWords(failure())).toBe("There was no warning here before.");
  expect(ratedWords(failure())).toBe("It was not rated 30 days before.");
  expect(lostWords(failure())).toBe("It never said what it owed: what was lost is unknown.");
  const sign = {
    entry: 3,
    at: "2026-02-01T00:00:00.000Z",
    kind: "tier" as FailureView["signs"][number]["kind"],
    says: "C → D",
  };
  expect(warnedWords(failure({ warned_days: 257, signs: [sign] }))).toBe("One warning came 257 days before.");
  expect(warnedWords(failure({ warned_days: 31, signs: [sign, sign] }))).toBe(
    "The first of 2 warnings came 31 days before.",
  );
  expect(failuresTitle([])).toBe("Nobody has failed here so far");
  expect(failuresTitle([failure(), failure({ warned_days: 3 })])).toBe("2 failures, 1 with a warning before");
});

const strip = (more: Partial<StripView> = {}): StripView => ({
  ...{ instances: 0, services: 0, tiers: { instance: [], service: [] }, balances: [], undisclosed: 0 },
  newcomers: { days: 90, count: 0, newest: [] },
  ...more,
});

test("what nobody discloses is unknown, not nothing", () => {
  expect(undisclosedWords(strip())).toBe("No instance is listed yet.");
  expect(undisclosedWords(strip({ instances: 4, undisclosed: 1 }))).toBe(
    "1 instance of 4 does not say, or no longer, what it owes: unknown, not nothing.",
  );
  expect(undisclosedWords(strip({ instances: 4, undisclosed: 4 }))).toBe("None of 4 instances says what it owes.");
  expect(newcomerWords(strip())).toBe("Nobody registered within 90 days.");
  expect(amountText("1234567.5", "EUR")).toBe("1,234,567.5 EUR");
  const balances = {
    currency: "EUR",
    total: "10",
    holders: 3,
    by_tier: [],
    clusters: 2,
    largest_percent: "61.20",
    effective: "1.90",
  };
  const of = [{ id: "prv_a", name: "Halden" }];
  expect(concentrationWords({ ...balances, by_cluster: [{ of, amount: "6", share_percent: "61.20" }] })).toBe(
    "61 % of it lies with Halden. It is spread as if over 1.9 of equal size.",
  );
  expect(concentrationWords({ ...balances, holders: 1, clusters: 1, by_cluster: [] })).toBe(
    "All of it lies with one instance.",
  );
});

test("an amount is said in hundredths at most, and one below one as it is", () => {
  expect(["3.999999", "1.333333", "1000000", "12.5", "0.004"].map(saidMoney)).toEqual([
    "4",
    "1.33",
    "1,000,000",
    "12.5",
    "0.004",
  ]);
  expect(callSentence(choice({ market: null }))).toContain("cost you more than 50.");
});
