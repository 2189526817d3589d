/** Solvency in words that people read. */
import type { Coverage, CoverageRefusal } from "#lib/disclosure/solvency/coverage.ts";
import { CHANCE_UNIT } from "#lib/disclosure/solvency/detection.ts";
import { amountText } from "#lib/kernel/amount.ts";
import type { EpochRecord } from "#lib/statement/disclosures/liabilities.ts";

/** `12,500 EUR`, `12,500.10 EUR`: a fraction has two digits at least, where the unit has them. */
export function money(amount: bigint | string, { unit, decimals }: Pick<EpochRecord, "unit" | "decimals">): string {
  const text = amountText(BigInt(amount), decimals);
  return `${decimals > 1 && /\.\d$/.test(text) ? `${text}0` : text} ${unit}`;
}

/** Hundredths of a percent as `104.37 %`. */
export function percent(basisPoints: bigint): string {
  return `${amountText(basisPoints, 2)} %`;
}

/** Millionths as a percentage with at most two digits; never rounded up to certainty. */
export function chanceText(millionths: number): string {
  if (millionths >= CHANCE_UNIT) return "100 %";
  if (millionths >= CHANCE_UNIT * 0.99) return "over 99 %";
  const share = millionths / (CHANCE_UNIT / 100);
  if (share > 0 && share < 0.1) return "under 0.1 %";
  return `${share < 10 ? share.toFixed(1) : Math.floor(share)} %`;
}

export const REFUSALS: Readonly<Record<CoverageRefusal, string>> = {
  "no-liabilities": "It has not shown what it owes.",
  "no-reserves": "It has not shown what it holds.",
  "other-instant": "Reserves and liabilities are of different moments, so money could have been moved between them.",
  "other-unit": "Reserves and liabilities are counted in different units.",
  "nothing-owed": "It says that it owes nothing.",
};

/** One sentence on whether what it holds covers what it owes. */
export function coverageSentence(coverage: Coverage): string {
  if (!coverage.ok) return `No ratio is shown. ${REFUSALS[coverage.reason]}`;
  const share = percent(coverage.basisPoints);
  return coverage.basisPoints >= 10_000n
    ? `What it says it holds covers ${share} of what it says it owes.`
    : `What it says it holds covers only ${share} of what it says it owes.`;
}

export const DEBTS = {
  none: "It says that it owes nothing else.",
  stated: "Debts beside the balances are counted as owed.",
  "not-stated": "It does not say what it owes beside the balances.",
} as const;

/** Whether an epoch follows from the one before. `tone`: what the sentence is drawn as. */
export function equationWords(record: EpochRecord): {
  word: string;
  sentence: string;
  tone: "fact" | "failed" | "unknown";
} {
  switch (record.equation) {
    case "holds":
      return { word: "adds up", sentence: "The total follows from the one before and what moved since.", tone: "fact" };
    case "broken":
      return {
        word: "does not add up",
        sentence: `The total is ${offWords(record)} than the one before and what moved since come to.`,
        tone: "failed",
      };
    case "first":
      return { word: "first", sentence: "The first total: there is none before to compare with.", tone: "unknown" };
    case "epoch-gap":
      return { word: "not checkable", sentence: "The epoch before is missing.", tone: "unknown" };
    case "unit-changed":
      return { word: "not checkable", sentence: "The epoch before is counted in another unit.", tone: "unknown" };
    case "no-flows":
      return { word: "not checkable", sentence: "It does not say what moved since the epoch before.", tone: "unknown" };
  }
}

/** "45,000 EUR less". */
function offWords(record: EpochRecord): string {
  const off = BigInt(record.off ?? "0");
  return off < 0n ? `${money(-off, record)} less` : `${money(off, record)} more`;
}

/** "3 of 312 users checked" and what it means. */
export function checksSentence({ verified, mismatch, leafCount }: EpochRecord): string {
  const users = `${verified.toLocaleString("en")} of ${leafCount.toLocaleString("en")} users signed that they are counted`;
  return mismatch === 0 ? `${users}.` : `${users}, ${mismatch.toLocaleString("en")} that they are not.`;
}

export const CANNOT_PROVE =
  "Debts that it hides are in no total. Users who never check can be left out. A signature that somebody is counted may come from the provider's own friends.";
