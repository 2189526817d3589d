/** The words of messages: what happened, what can be done, by when, where, and how to get no more. Pure. */
import { alertSentence } from "#lib/contract/alerts.ts";
import type { SeatTaskName } from "#lib/dispute/seat-task.ts";
import type { AlertKind } from "#lib/state/alerts.ts";
import type { Content, Role, Stage } from "./contents.ts";

export type EmailText = { readonly subject: string; readonly text: string };
/** `site`: without an end slash. `index`: its name. `did`: whose account it is. */
export type Frame = { readonly site: string; readonly index: string; readonly did: string; readonly wayOut: string };

export function emailText(content: Content, frame: Frame): EmailText {
  const { subject, lines, why } = WRITE[content.kind](content as never, frame);
  const out = `${frame.site}/email#leave=${frame.wayOut}`;
  return {
    subject: `${frame.index}: ${subject}`,
    text: [...lines, "", "--", why, `No more of these messages: ${out}`, ""].join("\n"),
  };
}

type Written = { readonly subject: string; readonly lines: readonly string[]; readonly why: string };
type Of<K extends Content["kind"]> = Extract<Content, { kind: K }>;

const WRITE: { readonly [K in Content["kind"]]: (content: Of<K>, frame: Frame) => Written } = {
  confirm: ({ token }, { site, did }) => ({
    subject: "confirm this address",
    lines: [
      "Somebody asked that this address be told about cases of the account",
      did,
      "",
      "If it was you, open this within 24 hours:",
      `${site}/email#confirm=${token}`,
      "",
      "If it was not you, do nothing: nothing else is sent here.",
    ],
    why: "The index keeps the address until the account forgets it, and gives it to nobody.",
  }),
  step: ({ step, facts, case: id, role, provider, due }, { site }) => ({
    subject: `${SUBJECTS[step] ?? "news of a case"}${provider === null ? "" : ` (${provider})`}`,
    lines: [
      `${role === "operator" ? `About ${provider ?? "your provider"}` : "About the provider that you reported"}: ${alertSentence(step, facts)}`,
      "",
      doing(facts.type === "admission" ? undefined : DO[step]?.[role], facts.until ?? due),
      `The case: ${site}/cases/${id}`,
    ],
    why: role === "operator" ? "You run this provider." : "You reported this.",
  }),
  seat: ({ case: id, does, due, stage }, { site }) => ({
    subject: `${LEFT[stage]}${SEAT_SUBJECTS[does]}`,
    lines: [SEAT_DO[does], `By when: ${timeText(due)}`, `The desk: ${site}/review?case=${id}`],
    why: "You were drawn for a panel of this case.",
  }),
};

function doing(what: string | undefined, until: string | null | undefined): string {
  if (what === undefined) return "There is nothing for you to do.";
  return until == null ? what : `${what}\nBy when: ${timeText(until)}`;
}

const timeText = (time: string): string => `${time.slice(0, 16).replace("T", " ")} UTC`;

const SUBJECTS: Partial<Record<AlertKind, string>> = {
  fork: "proven by machine",
  "case-proven": "proven by machine",
  "case-asked": "a report waits for an answer",
  "case-answered": "a report was answered",
  "case-evidence": "evidence is open",
  "case-drawing": "reveal your secret for the draw",
  "case-voting": "reviewers vote",
  "case-draft": "a draft ruling can be read",
  "case-upheld": "a report was upheld",
  "case-cleared": "a report was not upheld",
  "case-undecided": "a report could not be decided",
  "case-appealed": "a case was appealed",
  "case-final": "a case is final",
  "case-ended": "a case ended",
};

const both = (words: string): Record<Role, string> => ({ operator: words, reporter: words });
const PROVEN: Partial<Record<Role, string>> = {
  operator:
    "You can contest it, on one of the grounds that the page names and with evidence. Otherwise it is ruled so.",
};
const RULED = both("If the ruling errs, or there is new evidence, you can appeal.");
const EVIDENCE = both("You can add evidence, and read what the other side adds.");

const DO: Partial<Record<AlertKind, Partial<Record<Role, string>>>> = {
  fork: PROVEN,
  "case-proven": PROVEN,
  "case-asked": {
    operator: "You can answer with evidence, ask once for more days, or admit it. Silence is decided by what there is.",
  },
  "case-answered": EVIDENCE,
  "case-evidence": EVIDENCE,
  "case-drawing": both(
    "Open the case where you answered or reported: your secret is revealed there. Missing, it counts as zeros.",
  ),
  "case-draft": both("You can point out slips: a wrong date, a wrong name. What was found stays as it is."),
  "case-upheld": RULED,
  "case-cleared": RULED,
  "case-undecided": RULED,
  "case-appealed": EVIDENCE,
};

const LEFT: Readonly<Record<Stage, string>> = { new: "", day: "a day left: ", hours: "two hours left: " };
const SEAT_SUBJECTS: Readonly<Record<SeatTaskName, string>> = {
  answer: "you were drawn for a panel",
  vote: "a ballot waits for you",
  reveal: "open your sealed ballot",
  "vote-openly": "you stand in for a reviewer",
};
const SEAT_DO: Readonly<Record<SeatTaskName, string>> = {
  answer: "Say whether you sit, and whether anything ties you to a side. Without an answer the next in rank is asked.",
  vote: "Read the evidence, answer the three questions, and seal your ballot. A seat without a ballot is a no-show.",
  reveal: "Open the ballot that you sealed: one that stays shut is a no-show.",
  "vote-openly": "Somebody did not vote, and you are next in rank: vote, openly.",
};
