/** What a bundle lacks for a reader who has no index, in a sentence for people. */
import type { Gap, GapReason } from "../complete-bundle.ts";

const ABOUT: Readonly<Record<Gap["about"], string>> = {
  history: "whose key it is and how it ended",
  standing: "which of the provider’s disclosures take effect",
};

const WHY: Readonly<Record<GapReason, string>> = {
  "no-date": "the log holds no hash of the answer that would date it",
  "too-new": "the log has not summed up its state since; it does so at least every hour in which something changes",
  "not-given": "the index did not answer",
  "does-not-hold": "what the index gave proves nothing to a stranger, and was left out",
  "too-large": "it has no room in a report",
};

/** Undefined when nothing is lacking. Total. */
export function gapSentence(gaps: readonly Gap[]): string | undefined {
  if (gaps.length === 0) return undefined;
  const reasons = [...new Set(gaps.map(({ why }) => WHY[why]))];
  const what = gaps.map(({ about }) => ABOUT[about]).join(", and ");
  return `Without an index nobody can tell from it ${what}: ${reasons.join("; ")}. The index itself knows, and decides all the same.`;
}
