/**
 * The words of evidence on pages. Sentences of checks and verdicts are the core's own (`lib/evidence/words`), so that the
 * command line and the offline file say the same; here are the groups, and what only a page says.
 */
import type { FactStanding, SiteFact } from "#lib/client/evidence/site-facts.ts";
import type { BundleCheck } from "#lib/evidence/rules.ts";
import type { VerdictWord } from "#lib/evidence/words/verdict-words.ts";

export { CHECK_WORDS, checkSentence } from "#lib/evidence/words/check-words.ts";
export {
  notProvenBy,
  VERDICT_WORDS,
  type VerdictWord,
  verdictSentence,
} from "#lib/evidence/words/verdict-words.ts";

/** What an index logged about evidence, to be held against what is found here. */
export type LoggedVerdict = { readonly verdict: Exclude<VerdictWord, "open">; readonly reason: string | null };

export type CheckGroup = { readonly id: string; readonly title: string; readonly checks: readonly BundleCheck[] };

/** The fourteen checks as five questions, in their order. */
export const CHECK_GROUPS: readonly CheckGroup[] = [
  { id: "readable", title: "Readable, and no secret to be seen", checks: ["form", "secrets"] },
  {
    id: "signed",
    title: "Really from this provider",
    checks: ["body", "components", "key", "signature", "key-state", "time"],
  },
  { id: "new", title: "Not reported before", checks: ["duplicate"] },
  {
    id: "broken",
    title: "Breaks its own published rule",
    checks: ["definition", "claim", "attestable", "second-host"],
  },
  { id: "shared", title: "Not a bug shared by many", checks: ["similar-cases"] },
];

export type GroupState = "waiting" | "running" | "pass" | "fail" | "cannot-check" | "not-run";

export const STATE_WORDS: Readonly<Record<GroupState, string>> = {
  waiting: "waiting",
  running: "running",
  pass: "yes",
  fail: "no",
  "cannot-check": "cannot check",
  "not-run": "not asked",
};

/** Which checks rest on what a site was asked. */
export const RESTS_ON: Readonly<Record<SiteFact["about"], readonly BundleCheck[]>> = {
  "key-history": ["key", "key-state"],
  definition: ["claim"],
  "definition-listed": ["definition"],
  "earlier-case": ["duplicate"],
  "similar-cases": ["similar-cases"],
  "own-word": ["claim"],
};

export const STANDING_WORDS: Readonly<Record<FactStanding, string>> = {
  verified: "This rests on the log's signed state, which this browser verified.",
  "by-hash": "Whoever served the rule, its hash lets it be no other.",
  claimed: "This site says so: this browser could not verify it.",
};
