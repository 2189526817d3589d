/** The ceiling's assumptions, and why there is none, in words that stand within a sentence. */
import type { Assumption, Certificate } from "./ceiling.ts";

export const ASSUMPTION_WORDS: Record<Assumption, string> = {
  "losses-from-0-to-1": "losses are from 0 to 1",
  "honest-dice": "it draws by the probabilities that it says",
  "fixed-beforehand": "while losses are told late, what indexes say and cost does not depend on its choices",
  "delays-alike": "how late a loss is told does not depend on the provider",
  "expired-cost-1": "a loss that is never told counts as 1",
};

/** After "since". */
export const WITHOUT_WORDS: Record<NonNullable<Certificate["without"]>, string> = {
  "no-proof-for-engine": "this engine proves none",
  share: "a fixed share has none",
  "late-reports": "for this engine none is proven when losses are told late",
  newcomers: "for this engine none is proven when indexes come later",
};
