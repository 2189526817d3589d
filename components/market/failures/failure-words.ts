/** Failures in sentences. Pure. */
import { days, tierWords } from "#components/marks/marks-words.ts";
import type { FailureView } from "#lib/contract/failures.ts";

const CAUSES: Readonly<Record<FailureView["cause"], string>> = {
  vanished: "gave no sign of life for 14 days",
  closed: "announced that it closes",
};

/** "Vela gave no sign of life for 14 days" */
export const failureSentence = ({ provider, cause }: FailureView) => `${provider.name} ${CAUSES[cause]}`;

/** How long before somebody could have known. */
export function warnedWords({ warned_days: warned, signs }: FailureView): string {
  if (warned === null) return "There was no warning here before.";
  const which = signs.length === 1 ? "One warning" : `The first of ${signs.length.toLocaleString("en")} warnings`;
  return `${which} came ${warned === 0 ? "on the same day" : `${days(warned)} before`}.`;
}

/** What it last said that it owed; who never said leaves it unknown. */
export function lostWords({ balances, cause }: FailureView): string {
  if (balances === null) return "It never said what it owed: what was lost is unknown.";
  const said = `${groupedText(balances.amount)} ${balances.currency}, by its word of ${balances.at.slice(0, 10)}`;
  return cause === "closed" ? `It owed ${said}.` : `At stake: ${said}.`;
}

/** `1984848.48` as `1,984,848.48`: exact, whatever its length. */
export function groupedText(amount: string): string {
  const [whole = "", ...rest] = amount.split(".");
  return [whole.replace(/\B(?=(\d{3})+$)/g, ","), ...rest].join(".");
}

export function ratedWords({ tier_before: tier }: FailureView): string {
  return tier === null ? "It was not rated 30 days before." : `Thirty days before it was ${tierWords(tier)}.`;
}

/** The finding over all that are known. */
export function failuresTitle(failures: readonly FailureView[]): string {
  if (failures.length === 0) return "Nobody has failed here so far";
  const warned = failures.filter(({ warned_days }) => warned_days !== null).length;
  const what = failures.length === 1 ? "1 failure" : `${failures.length.toLocaleString("en")} failures`;
  if (warned === 0) return `${what}, none with a warning before`;
  return warned === failures.length
    ? `${what}, each with a warning before`
    : `${what}, ${warned} with a warning before`;
}
