"use client";
import type { ReactNode } from "react";
import { honestSample, SAMPLE_DAY, withFault } from "#components/marks/marks-sample.ts";
import { EMPTY_BALLOT } from "#lib/client/review/ballot-draft.ts";
import type { CaseView } from "#lib/contract/cases.ts";
import type { OwnSeat, PrecedentView, QueueItem } from "#lib/contract/review.ts";
import { addMs, asInstant, DAY_MS, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import { marksOf } from "#lib/reputation/marks.ts";
import { MODEL_1 } from "#lib/reputation/model.ts";
import { AuditResult } from "./audit-one.tsx";
import { EffectShown } from "./ballot-effect.tsx";
import { BallotQuestions } from "./ballot-form.tsx";
import { EvidenceList } from "./case-pane.tsx";
import { PrecedentList } from "./precedent-search.tsx";
import { EmptyQueue, QueueList } from "./queue-panel.tsx";
import { ReminderLink } from "./review-bell.tsx";
import { NoReviewer, SignedOut } from "./review-desk.tsx";
import { reminderOf } from "./review-words.ts";
import { BallotSummary } from "./sealed-ballot.tsx";
import { Sides } from "./seat-acceptance.tsx";
import { NoVoice, SeatOver } from "./seat-pane.tsx";
import { TopLine } from "./top-line.tsx";

const NOW = asInstant(SAMPLE_DAY * DAY_MS);
const at = (hours: number) => formatInstant(addMs(NOW, hours * HOUR_MS));
const idOf = (letter: string) => `case_${letter.repeat(26)}`;

const item = (letter: string, change: Partial<QueueItem>): QueueItem => ({
  case: idOf(letter),
  state: "voting",
  claim: "wrong-result",
  verdict: "contested",
  reason: null,
  provider: `prv_${letter.repeat(26)}`,
  provider_name: "Halden",
  filed_in: 412,
  filed_at: at(-300),
  due_at: at(52),
  seat: null,
  triage: null,
  ...change,
});

const seated = (does: NonNullable<QueueItem["seat"]>["does"], hours: number): QueueItem["seat"] => ({
  round: 1,
  does,
  due_at: at(hours),
  open: does === "vote-openly",
});

const MINE = [
  item("a", { seat: seated("reveal", 1.5), state: "revealing" }),
  item("b", { seat: seated("answer", 20), state: "drawing", claim: "withdrawal-refused", verdict: "inconclusive" }),
  item("c", { seat: seated("vote", 52), claim: "offer-broken", provider: null, provider_name: null }),
  item("d", { seat: seated("vote-openly", 70), state: "draft", claim: "slow", provider_name: null }),
];

const SORTED = [
  item("e", { state: "awaiting_response", due_at: at(-2) }),
  item("f", {
    state: "evidence_open",
    verdict: null,
    due_at: null,
    triage: { case: idOf("f"), state: "snoozed", until: at(60), note: "", updated_at: at(-1) },
  }),
  item("g", { triage: { case: idOf("g"), state: "needs-info", until: null, note: "", updated_at: at(-1) } }),
];

const RULINGS: readonly PrecedentView[] = [
  {
    ...{ case: idOf("h"), round: 1, claim: "wrong-result", definition: "ab".repeat(32), by: "panel" },
    ...{ outcome: "upheld", attribution: "negligence", severity: "serious", at: at(-900) },
  },
  {
    ...{ case: idOf("i"), round: 2, claim: "wrong-result", definition: null, by: "panel" },
    ...{ outcome: "not_upheld", attribution: null, severity: null, at: at(-2_000) },
  },
];

const seat = (change: Partial<OwnSeat>): OwnSeat => ({
  ...{ round: 1, state: "accepted", open: false, does: null, from: null, due_at: null, commit: null },
  ...{ has_opened: false, votes_by: at(-40), reveals_by: at(-16) },
  ...change,
});

const ENTRIES = [
  { id: "report", title: "The report and its evidence", note: "checked by machines first", statement: undefined },
  { id: "3", title: "Contests it: the evidence is forged", note: "by the provider", statement: undefined },
  { id: "4", title: "<script>alert(1)</script>", note: "by somebody else, my word only", statement: undefined },
];

const honest = honestSample("service", 400);
const effect = {
  before: marksOf(honest, MODEL_1, SAMPLE_DAY),
  after: marksOf(withFault(honest, { severity: "grave", attribution: "malice", type: "ruling" }), MODEL_1, SAMPLE_DAY),
  model: MODEL_1,
};

const one: Pick<CaseView, "id" | "claim" | "verdict_statement"> = {
  ...{ id: idOf("a"), claim: "wrong-result", verdict_statement: null },
};
const summary = {
  maintainer: "did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH",
  clocks: { kept: 24, missed: 1 },
  ...{ ruled: 31, median_days: 11.2, week: 41, audit: [], next_draw_at: null },
};
const NOTHING = () => undefined;
const reminder = (hours: number) =>
  reminderOf([{ seat: seated("vote", hours) }], NOW) ?? { isUrgent: false, says: "none", left: "" };
const filled = {
  ...EMPTY_BALLOT,
  fact: "happened",
  attribution: "negligence",
  severity: "serious",
  remedied: false,
  reasons: { fact: "The signed answer says 7.42.", attribution: "", severity: "" },
} as const;

const SAMPLES: Readonly<Record<string, () => ReactNode>> = {
  "Signed out": () => <SignedOut />,
  "Not a reviewer": () => <NoReviewer />,
  "Top line": () => <TopLine summary={summary} isBlind onBlind={NOTHING} />,
  "Top line of a newcomer": () => (
    <TopLine
      summary={{ ...summary, clocks: { kept: 0, missed: 0 }, ruled: 0, median_days: null, week: 0 }}
      isBlind={false}
      onBlind={NOTHING}
    />
  ),
  "Queue: mine, due first": () => (
    <QueueList items={MINE} now={NOW} open={idOf("b")} canPick={false} onOpen={NOTHING} />
  ),
  "Queue: to be sorted": () => <QueueList items={SORTED} now={NOW} open={null} canPick onOpen={NOTHING} />,
  "Nothing due": () => (
    <div className="flex flex-col gap-3">
      <EmptyQueue place={{ tab: "mine", state: "", claim: "", due: "" }} nextDrawAt={at(24 * 9)} />
      <EmptyQueue place={{ tab: "mine", state: "", claim: "", due: "" }} nextDrawAt={null} />
      <EmptyQueue place={{ tab: "all", state: "draft", claim: "", due: "" }} nextDrawAt={null} />
    </div>
  ),
  "Evidence, with what was seen": () => <EvidenceList entries={ENTRIES} seen={["report"]} shown="4" onItem={NOTHING} />,
  Precedents: () => <PrecedentList rulings={RULINGS} definition={"ab".repeat(32)} isSearch={false} />,
  "No precedent": () => <PrecedentList rulings={[]} definition={null} isSearch={false} />,
  "Both sides, asked about with names": () => (
    <Sides
      one={{
        ...{ provider: `prv_${"a".repeat(26)}`, provider_name: "Halden", is_unclaimed: false },
        ...{ accused: `prv_${"a".repeat(26)}`, reporter: summary.maintainer },
      }}
    />
  ),
  "Ballot, empty": () => <BallotQuestions draft={EMPTY_BALLOT} onChange={NOTHING} one={one} />,
  "Ballot, answered": () => <BallotQuestions draft={filled} onChange={NOTHING} one={one} />,
  "Effect, after the answers": () => <EffectShown effect={effect} />,
  "No marks, no effect": () => <EffectShown effect={null} />,
  "A sealed ballot in words": () => (
    <BallotSummary
      ballot={{
        answers: { ...filled, reasons: { fact: "…", attribution: "…", severity: "…" } },
      }}
    />
  ),
  "Seat: opened": () => <SeatOver seat={seat({ has_opened: true })} id="case_sample" now={NOW} />,
  "Seat: time ran out": () => <SeatOver seat={seat({ state: "no-show" })} id="case_sample" now={NOW} />,
  "Seat: an own case": () => <NoVoice bar="is-party" />,
  "Seat: no longer counts": () => <SeatOver seat={seat({ state: "conflicted" })} id="case_sample" now={NOW} />,
  "Seat: declined": () => <SeatOver seat={seat({ state: "declined" })} id="case_sample" now={NOW} />,
  "Audit of one result": () => (
    <div className="flex flex-col gap-1">
      <AuditResult audited={{ case: idOf("a"), said: "proven", found: "proven", agrees: true }} />
      <AuditResult audited={{ case: idOf("a"), said: "proven", found: "refuted", agrees: false }} />
      <AuditResult audited={{ case: idOf("a"), said: "proven", found: "open", agrees: null }} />
    </div>
  ),
  "Reminders in the bar": () => (
    <div className="flex gap-3">
      <ReminderLink reminder={reminder(20)} />
      <ReminderLink reminder={reminder(1.5)} />
    </div>
  ),
};

/** One state of the desk by its name: a page that the server draws can hand no handler over. */
export function ReviewSample({ name }: { name: string }) {
  return SAMPLES[name]?.() ?? null;
}
