/** What a chosen set means, in people's counts. Pure. */
import { days, percentText } from "#components/marks/marks-words.ts";
import type { ChoiceView } from "#lib/contract/choose.ts";
import { naturalFrequency } from "#lib/reputation/frequency.ts";
import { groupedText } from "../failures/failure-words.ts";

const currencyOf = ({ market }: Pick<ChoiceView, "market">) => market?.currency ?? "";

/** The finding: how much, at how many places. Where nothing fits, that. */
export function choiceTitle(choice: ChoiceView): string {
  const { holdings, tolerance, market } = choice;
  if (market === null) return "Nothing is offered at a price yet";
  if (holdings.length === 0)
    return `Nothing ${tolerance === "A" ? "at A" : `at ${tolerance} or better`} fits: keep nothing there`;
  const [first] = holdings;
  const money = `${saidMoney(choice.total)} ${currencyOf(choice)}`;
  if (holdings.length === 1) return `Hold at most ${money}, at ${first?.service.name}`;
  return `Hold at most ${money}, ${saidMoney(first?.amount ?? "0")} ${currencyOf(choice)} at each of ${holdings.length} places`;
}

/** What bounds the total. */
export const BOUND_WORDS: Readonly<Record<ChoiceView["bound"], string>> = {
  asked: "That is what you asked for, and it is within every limit.",
  limit: "More would be above the limit of one of them.",
  "weak-together": "All that you hold at C and below together must stay within what you could lose.",
  "shared-fate": "Two of them would fall together, and share one limit.",
  "in-common": "Several of them are under one jurisdiction or run one build, and share one limit: half at most.",
  "held-already": "What you hold already leaves no room for more.",
  "nothing-fits": "No offer is rated well enough, open, and apart from the others.",
};

/** "Counted in: 20 EUR at Halden Prex (A), 5 EUR at Wyndermark (C)." Empty for nothing. */
export function heldSentence({ held, market }: Pick<ChoiceView, "held" | "market">): string {
  if (held.length === 0) return "";
  const said = held.map(
    ({ provider, amount, tier }) => `${saidMoney(amount)} ${currencyOf({ market })} at ${provider.name} (${tier})`,
  );
  return `Counted in: ${said.join(", ")}. What may be lost is of all of it.`;
}

/** Parts per billion as people count. */
export function chanceWords(ppb: number): string {
  if (ppb === 0) return "never, as far as is known";
  return naturalFrequency(Math.max(1, Math.round(ppb / 1000)));
}

/** An amount as people say it: grouped, and in hundredths at most where it is one or more. */
export function saidMoney(amount: string): string {
  const value = Number(amount);
  if (value < 1 || !/\.\d{3,}$/.test(amount)) return groupedText(amount);
  return groupedText(value.toFixed(2).replace(/\.?0+$/, ""));
}

/** An expectation is no account: two digits below one, else two decimals, never rounded down. */
export function roughMoney(amount: string): string {
  const value = Number(amount);
  if (!(value > 0)) return amount;
  const digits = value >= 1 ? 2 : Math.min(6, 1 - Math.floor(Math.log10(value)));
  const scale = 10 ** digits;
  // What is a whole number of steps but for the last bit of a double stays.
  return (Math.ceil(value * scale - 1e-9) / scale).toFixed(digits);
}

/** "1.2 %" of a discount in ppm. */
export const discountText = (ppm: number | null) => (ppm === null ? "none is enough" : percentText(ppm));

/** What spreading does: some loss is likelier, much of it less so. Empty where there is nothing to spread over. */
export function spreadSentence({ spreadings, days: held }: Pick<ChoiceView, "spreadings" | "days">): string {
  const [one, last] = [spreadings[0], spreadings.at(-1)];
  if (one === undefined || last === undefined || last.parts === one.parts) return "";
  return `Within ${days(held)}: at ${last.parts} places the chance to lose something is ${chanceWords(last.some)}, at one ${chanceWords(one.some)}; but the chance to lose more than half of it is ${chanceWords(last.most)}, at one ${chanceWords(one.most)}.`;
}

/** The rule about calls of high value, with the reader's own numbers. */
export function callSentence(choice: Pick<ChoiceView, "call" | "market" | "loss">): string {
  const { call, loss } = choice;
  const money = (amount: string) => `${saidMoney(amount)} ${currencyOf(choice)}`.trim();
  if (call === null) return `Buy no single answer whose being wrong would cost you more than ${money(loss)}.`;
  const cost = `A wrong answer that costs ${money(call.cost)}`;
  if (call.verdict === "within")
    return `${cost} is within the ${money(loss)} that you could lose: one service is enough.`;
  const services = `${call.needed} independent services at A or B`;
  if (call.verdict === "compare")
    return `${cost} is more than the ${money(loss)} that you could lose: buy it from ${services} and compare. ${call.available} are there.`;
  return `${cost} is more than the ${money(loss)} that you could lose, and would need ${services}; ${call.available} ${call.available === 1 ? "is" : "are"} there. Buy it only where anybody can compute the answer again.`;
}
