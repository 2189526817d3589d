/** What the replay of a record says, in words. Pure. */
import type { LiveRegret } from "#lib/selection/live-regret.ts";
import type { RecordView } from "#lib/selection/record-view.ts";
import { countText, engineName, lossText } from "./lab-words.ts";

export const CHECK_TITLES: Readonly<Record<string, string>> = {
  seed: "The seed is the one whose hash came first",
  events: "Every line follows from those before it",
  probabilities: "Every probability is the rule's",
  draws: "Every draw is the seed's",
};

const choicesText = (count: number) => (count === 1 ? "1 choice" : `${countText(count)} choices`);
const callsText = (count: number) => (count === 1 ? "1 call" : `${countText(count)} calls`);

export type Verdict = {
  readonly tone: "verified" | "failed" | "info";
  readonly title: string;
  readonly detail: string;
};

/** Exact, or the first difference by name. */
export function verdictOf({ ok, checks, choices, recorded, largestDifference, head }: RecordView): Verdict {
  const first = checks.find(({ outcome }) => outcome === "fail");
  const rule = engineName(head.engine);
  if (first !== undefined)
    return {
      tone: "failed",
      title: "This is not what the rule gives",
      detail: `${first.detail ?? first.name} Everything before it is as ${rule} has it.`,
    };
  if (!ok || choices === 0)
    return {
      tone: "info",
      title: "Nothing could be compared",
      detail:
        recorded === 0
          ? "The record holds no choice."
          : "Chances of this engine come from its dice: they wait for the seed.",
    };
  const exact =
    largestDifference === 0 ? "to the last digit" : `to within ${(largestDifference ?? 0).toExponential(0)}`;
  const drawn = checks.some(({ name, outcome }) => name === "draws" && outcome === "pass");
  return {
    tone: "verified",
    title: `The agent kept to its rule, ${rule}, in all ${choicesText(choices)}`,
    detail: `Every probability is the rule's, ${exact}${drawn ? ", and every draw is the seed's" : "; draws wait for the seed"}. Losses are the agent's word.`,
  };
}

/** "Average loss 0.031 a call, 1,204 calls." */
export function averageSentence({ averageLoss, calls }: LiveRegret): string {
  return averageLoss === null
    ? "No loss is known yet."
    : `Average loss ${averageLoss.toFixed(3)} a call, ${callsText(calls)}.`;
}

/** Estimated against the index that looks best. */
export function estimateSentence({ estimated }: LiveRegret): string {
  if (estimated === null) return "Nothing can be estimated before a loss is known.";
  const { best, value, low, high } = estimated;
  const how = `${lossText(Math.abs(value))} ${value < 0 ? "less" : "more"}`;
  return `Estimated: lost ${how} than by always following ${best} (90 % between ${lossText(low)} and ${lossText(high)}). Nobody knows what an index would have led to that was not followed.`;
}
