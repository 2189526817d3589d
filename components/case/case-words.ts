/** A case in words: its state, the five stops of its way, and the sentence that leads its page. */
import type { CaseView } from "#lib/contract/cases.ts";
import { claimSentence, reasonSentence, verdictSentence } from "#lib/evidence/words/verdict-words.ts";

type CaseFacts = Pick<
  CaseView,
  | "state"
  | "verdict"
  | "finding"
  | "reason"
  | "claim"
  | "rules_at"
  | "filed_at"
  | "verdict_by"
  | "late_verdict"
  | "dispute"
  | "ruling_due_by"
  | "panels"
> & {
  /** Its `at` is when it takes effect. */
  readonly draft?: { readonly at: string } | null;
  readonly verdict_statement: { readonly logged_at: string } | null;
  readonly ruling: { readonly at: string } | null;
};

export { CASE_STATE_WORDS as STATE_WORDS } from "#lib/contract/case-words.ts";

const FOUND = {
  against: "It was upheld.",
  cleared: "It was not upheld.",
  open: "It could not be told.",
} as const;

/**
 * The case in one sentence or two. What no machine settled says first what was reported: its reason is the same for many.
 * What people found is said where it adds to the machines' word, or stands against it.
 */
export function caseSentence({
  claim,
  verdict,
  reason,
  state,
  finding,
}: Pick<CaseView, "claim" | "verdict" | "reason" | "state" | "finding">): string {
  const reported = `Reported: ${lowerFirst(claimSentence(claim))}`;
  if (verdict === null) return reported;
  if (state === "inadmissible" && verdict !== "refuted" && reason !== null)
    return `Not taken up. ${reasonSentence(reason) ?? ""}`.trim();
  if (verdict === "proven")
    return `${verdictSentence(claim, verdict, reason)}${finding === null || finding === "against" ? "" : ` ${FOUND[finding]}`}`;
  if (state === "withdrawn") return `${reported} The reporter withdrew it.`;
  if (finding !== null) return `${reported} ${FOUND[finding]}`;
  if (state === "final" && verdict !== "refuted") return `${reported} Not taken up: nothing in it can be checked.`;
  if (verdict === "refuted") return verdictSentence(claim, verdict, reason);
  return `${reported} ${verdictSentence(claim, verdict, null)}`;
}

/** By whom a proven case was decided, and what its provider said to it: only what holds now. */
export function provenWords({ state, finding, dispute }: Pick<CaseView, "state" | "finding" | "dispute">): string {
  const answer = dispute?.answer?.type;
  const isOver = state === "ruled" || state === "final";
  const said =
    answer === "contest"
      ? ", contested"
      : answer === "admission"
        ? ", admitted"
        : state === "proven"
          ? ", not contested so far"
          : isOver
            ? ", not contested"
            : "";
  return `Proven by machine${said}.${finding === null || finding === "against" ? "" : ` ${FOUND[finding]}`}`;
}

/**
 * The one date for both sides, above the track: until when a ruling is promised, and once there is a draft, when that takes
 * effect; undefined: nothing is to be ruled.
 */
export function trackLead(
  { ruling_due_by: dueBy, draft }: Pick<CaseFacts, "ruling_due_by" | "draft">,
  now: number,
): { readonly says: string; readonly at: string; readonly after: string } | undefined {
  if (dueBy === null) return undefined;
  const isLate = Date.parse(dueBy) < now;
  const after = isLate ? ": this index is late, which says nothing about either side." : "";
  if (draft != null && !isLate) return { says: "A draft can be read; it takes effect on ", at: draft.at, after: "" };
  return { says: isLate ? "Ruling was due by " : "Ruling due by ", at: dueBy, after };
}

/** The one date of a case that counts: until when it is ruled, else when it was filed. */
export function decisiveDate({
  state,
  rules_at,
  filed_at,
  ruling_due_by: dueBy,
}: Pick<CaseFacts, "state" | "rules_at" | "filed_at" | "ruling_due_by">): {
  readonly says: string;
  readonly at: string;
} {
  if (dueBy !== null && state !== "proven") return { says: "ruling due by", at: dueBy };
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

/** What is waited for at a stop. */
const WAITS: Readonly<Record<Stop["id"], string>> = {
  filed: "report",
  checked: "check",
  answered: "answer",
  ruled: "ruling",
  final: "last word",
};

/** "Step 3 of 5: answer due 9 March 2027": the present stop with its one date. Undefined: there is none. */
export function stepWords(stops: readonly Stop[], now: number): string | undefined {
  const place = stops.findLastIndex(({ state }) => state === "current" || state === "done");
  const present = stops[place];
  if (present === undefined) return undefined;
  const { id, title, state, at } = present;
  const step = `Step ${place + 1} of ${stops.length}: `;
  if (state === "done") return `${step}${title.toLowerCase()}${at === null ? "" : ` ${dayText(at)}`}`;
  if (at === null) return `${step}${WAITS[id]} is waited for`;
  return `${step}${WAITS[id]} ${Date.parse(at) < now ? "was due" : "due"} ${dayText(at)}`;
}

/** "14 March 2027", in UTC. */
export function dayText(instant: string): string {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(
    Date.parse(instant),
  );
}

const NOT_NEEDED = "not needed: machines decided";

/** States that end a case without a finding. */
const ENDS: Partial<Record<CaseView["state"], string>> = {
  duplicate: "goes on in the earlier case",
  inadmissible: "ends here, unless the reporter appeals",
  withdrawn: "withdrawn by the reporter",
  expired: "nobody went on with it",
};

const NOT_ASKED = "not asked: the report is not taken up";
const NOT_HELD = "not asked: the report does not hold";

/** Stops that a case never makes: why is said once, at the first of them. */
function notMade(ids: readonly (keyof typeof TITLES)[], why: string): Stop[] {
  return ids.map((id, at) => ({
    id,
    title: TITLES[id],
    state: "skipped",
    at: null,
    ...(at === 0 ? { note: why } : {}),
  }));
}

/** The five stops. Only what exists is claimed: a stop that this kind of case never makes says so. */
export function stopsOf(facts: CaseFacts): readonly Stop[] {
  const { state } = facts;
  const filed: Stop = { id: "filed", title: "Filed", state: "done", at: facts.filed_at };
  const checked = checkedStop(facts);
  if (state === "handed_over")
    return [
      filed,
      checked,
      answeredStop(facts),
      ...notMade(["ruled", "final"], "nobody without a conflict could decide it"),
    ];
  if (state === "final" && facts.finding === null)
    return [
      filed,
      checked,
      ...notMade(["answered", "ruled"], facts.verdict === "refuted" ? NOT_HELD : NOT_ASKED),
      finalStop(facts),
    ];
  const end = ENDS[state];
  if (end !== undefined) return [filed, checked, ...notMade(["answered", "ruled", "final"], end)];
  return [filed, checked, answeredStop(facts), ruledStop(facts), finalStop(facts)];
}

function checkedStop({ state, verdict_statement: judged, verdict_by: by, late_verdict: isLate }: CaseFacts): Stop {
  const isHeld = state === "checked";
  return {
    id: "checked",
    title: "Checked",
    state: judged !== null && !isHeld ? "done" : "current",
    at: isHeld ? null : (judged?.logged_at ?? by),
    ...(judged !== null ? {} : { note: isLate ? "this index is late" : "by machines, mostly within a minute" }),
    ...(isHeld ? { note: "held until its rule was looked at" } : {}),
  };
}

function answeredStop({ state, verdict, dispute, rules_at: rulesAt }: CaseFacts): Stop {
  const stop = { id: "answered", title: TITLES.answered } as const;
  const answer = dispute?.answer ?? null;
  if (answer?.type === "silence") return { ...stop, state: "done", at: answer.at, note: "by silence" };
  if (answer !== null)
    return { ...stop, state: "done", at: answer.at, note: answer.type === "admission" ? "admitted" : "contested" };
  if (state === "proven") return { ...stop, state: "current", at: rulesAt, note: "contested by then, or ruled" };
  // What is held may still be contested: whether it is proven is not said yet.
  if (verdict === "proven" && state !== "checked") return { ...stop, state: "skipped", at: null, note: NOT_NEEDED };
  const respondBy = dispute?.respond_by ?? null;
  const extended = dispute?.extended === true ? { note: "7 days more were asked for" } : {};
  if (state === "awaiting_response") return { ...stop, state: "current", at: respondBy, ...extended };
  return { ...stop, state: "waiting", at: null };
}

const DECIDING: Partial<Record<CaseView["state"], string>> = {
  evidence_open: "evidence is open for both sides",
  drawing: "reviewers are drawn",
  voting: "reviewers vote",
  revealing: "votes are revealed",
  draft: "the draft can be read",
  appealed: "other reviewers hear the appeal",
  accepted: "the report of the incident is due",
};

function ruledStop({ state, ruling, draft, dispute, ruling_due_by: dueBy, rules_at: rulesAt }: CaseFacts): Stop {
  const stop = { id: "ruled", title: TITLES.ruled } as const;
  const deciding = DECIDING[state];
  if (deciding !== undefined) return { ...stop, state: "current", at: draft?.at ?? dueBy, note: deciding };
  const last = dispute?.rulings.at(-1)?.at ?? ruling?.at;
  if (last !== undefined && (state === "ruled" || state === "final")) return { ...stop, state: "done", at: last };
  return { ...stop, state: "waiting", at: dueBy ?? rulesAt };
}

function finalStop({ state, dispute, ruling }: CaseFacts): Stop {
  const stop = { id: "final", title: TITLES.final } as const;
  const at = dispute?.final_at ?? null;
  if (state === "final") return { ...stop, state: "done", at: at ?? ruling?.at ?? null };
  return { ...stop, state: "waiting", at, note: "unless appealed within 30 days" };
}

const TITLES = { answered: "Answered", ruled: "Ruled", final: "Final" } as const;
