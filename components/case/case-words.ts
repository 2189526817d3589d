/** A case in words: its state, the five stops of its way, and the sentence that leads its page. */
import type { CaseView } from "#lib/contract/cases.ts";
import { claimSentence, reasonSentence, verdictSentence } from "#lib/evidence/words/verdict-words.ts";

type CaseFacts = Pick<
  CaseView,
  "state" | "verdict" | "reason" | "claim" | "rules_at" | "ruling" | "filed_at" | "verdict_by" | "late_verdict"
> & {
  readonly verdict_statement: { readonly logged_at: string } | null;
};

export const STATE_WORDS: Readonly<Record<CaseView["state"], string>> = {
  filed: "waiting for the machines",
  checked: "held: its rule is suspected",
  inadmissible: "not taken up",
  proven: "proven",
  awaiting_response: "the provider is asked",
  accepted: "admitted",
  evidence_open: "evidence is open",
  drawing: "reviewers are drawn",
  voting: "reviewers vote",
  revealing: "votes are revealed",
  draft: "draft of the ruling",
  ruled: "ruled",
  appealed: "appealed",
  final: "final",
  duplicate: "added to an earlier case",
  withdrawn: "withdrawn",
  expired: "lapsed",
  handed_over: "handed over to another index",
};

/** The case in one sentence or two. What no machine settled says first what was reported: its reason is the same for many. */
export function caseSentence({
  claim,
  verdict,
  reason,
  state,
}: Pick<CaseFacts, "claim" | "verdict" | "reason" | "state">): string {
  const reported = `Reported: ${lowerFirst(claimSentence(claim))}`;
  if (verdict === null) return reported;
  if (state === "inadmissible" && verdict !== "refuted" && reason !== null)
    return `Not taken up. ${reasonSentence(reason) ?? ""}`.trim();
  if (verdict === "proven" || verdict === "refuted") return verdictSentence(claim, verdict, reason);
  return `${reported} ${verdictSentence(claim, verdict, null)}`;
}

/** The one date of a case that counts: when it is ruled, else when it was filed. */
export function decisiveDate({ state, rules_at, filed_at }: Pick<CaseFacts, "state" | "rules_at" | "filed_at">): {
  readonly says: string;
  readonly at: string;
} {
  if (rules_at !== null && state === "proven") return { says: "is ruled", at: rules_at };
  if (rules_at !== null && state === "ruled") return { says: "was ruled", at: rules_at };
  return { says: "was filed", at: filed_at };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

export type Stop = {
  readonly id: "filed" | "checked" | "answered" | "ruled" | "final";
  readonly title: string;
  readonly state: "done" | "current" | "waiting" | "skipped";
  /** When it was reached, or is due. */
  readonly at: string | null;
  /** In the place of a date. */
  readonly note?: string;
};

const NOT_NEEDED = "not needed: machines decided";

/** The five stops. Only what exists is claimed: a stop that this kind of case never makes says so. */
export function stopsOf(facts: CaseFacts): readonly Stop[] {
  const { state, filed_at, verdict_statement, verdict_by, late_verdict, rules_at, ruling } = facts;
  const isJudged = verdict_statement !== null;
  const isEnded = state === "duplicate" || state === "inadmissible";
  const isMachine = facts.verdict === "proven" && !isEnded;
  const checked: Stop = {
    id: "checked",
    title: "Checked",
    state: isJudged && state !== "checked" ? "done" : "current",
    at: state === "checked" ? null : (verdict_statement?.logged_at ?? verdict_by),
    ...(isJudged ? {} : { note: late_verdict ? "this index is late" : "by machines, mostly within a minute" }),
    ...(state === "checked" ? { note: "held until its rule was looked at" } : {}),
  };
  const filed: Stop = { id: "filed", title: "Filed", state: "done", at: filed_at };
  if (isEnded) {
    // Said once: the stops behind it are only not made.
    const note = state === "duplicate" ? "goes on in the earlier case" : "ends here";
    const rest = (["answered", "ruled", "final"] as const).map(
      (id, at): Stop => ({ id, title: TITLES[id], state: "skipped", at: null, ...(at === 0 ? { note } : {}) }),
    );
    return [filed, checked, ...rest];
  }
  const isRuled = ruling !== null;
  return [
    filed,
    checked,
    {
      id: "answered",
      title: TITLES.answered,
      state: isMachine ? "skipped" : state === "awaiting_response" ? "current" : "waiting",
      at: null,
      note: isMachine ? NOT_NEEDED : "people hear the provider; this index takes no answers yet",
    },
    {
      id: "ruled",
      title: TITLES.ruled,
      state: isRuled ? "done" : state === "proven" ? "current" : "waiting",
      at: ruling?.at ?? rules_at,
    },
    { id: "final", title: TITLES.final, state: isRuled ? "done" : "waiting", at: ruling?.at ?? rules_at },
  ];
}

const TITLES = { answered: "Answered", ruled: "Ruled", final: "Final" } as const;
