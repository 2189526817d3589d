/** Cases in words, for screens and feeds: how one stands, and what an entry did to it. */
import type { Kind } from "#lib/statement/kinds.ts";
import type { CaseView } from "./cases.ts";

export const CASE_STATE_WORDS: Readonly<Record<CaseView["state"], string>> = {
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
  handed_over: "undecided: nobody here could sit",
};

const EVENTS: Readonly<Partial<Record<Kind, string>>> = {
  "report.file": "It was reported.",
  verdict: "Machines checked the evidence.",
  "response.file": "The provider answered.",
  "evidence.attach": "Somebody added evidence.",
  "report.withdraw": "The reporter withdrew it.",
  "draw.reveal": "A share of the draw was revealed.",
  "case.draw": "Reviewers were drawn.",
  "panel.accept": "A reviewer took a seat.",
  "panel.decline": "A reviewer did not take a seat.",
  "panel.recuse": "A reviewer left a seat.",
  "vote.commit": "A reviewer sealed a vote.",
  "vote.reveal": "A vote was opened.",
  ruling: "A ruling was recorded.",
  "appeal.file": "A side appealed.",
  "case.reopen": "The administrators reopened it.",
  "clock.record": "A date passed, and the case went on.",
};

/** What an entry of that kind did to a case, in a sentence. */
export function caseEventSentence(kind: string): string {
  return EVENTS[kind as Kind] ?? "Something about it was recorded.";
}
