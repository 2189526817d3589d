/** What an index, its maintainers and the parties did with all cases: counts and waits, and nothing that weighs them. */
import { HOUR_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { monthOf, nextMonth } from "#lib/kernel/month.ts";
import type { Outcome } from "#lib/statement/dispute-words.ts";
import { krippendorffAlpha } from "./agreement.ts";
import { type CaseLife, type ReportClass, rulingsOf } from "./case-life.ts";
import { dissents } from "./count-ballots.ts";
import { type CaseState, isTerminal, type Panel, type Ruling, type Seat } from "./dispute.ts";
import { FINDINGS, type Finding } from "./finding.ts";

/** Hours, rounded down; null: none yet. */
export type Waits = { readonly count: number; readonly median: number | null; readonly p90: number | null };

/** Clocks that were kept, and that were not. What still runs is neither. */
export type Kept = { readonly kept: number; readonly missed: number };

export type SeatFigures = {
  readonly asked: number;
  readonly accepted: number;
  readonly declined: number;
  readonly recused: number;
  readonly noShow: number;
  /** Taken out by the log: removed, or found in conflict. */
  readonly barred: number;
  /** Ballots that were counted, and those among them that the ruling did not follow on the fact. */
  readonly counted: number;
  readonly dissenting: number;
};

export type Month = {
  /** "2026-11", in UTC. */
  readonly month: string;
  readonly filed: number;
  readonly byMachine: number;
  readonly admitted: number;
  readonly onMerits: number;
  readonly onSilence: number;
};

export type DisputeFigures = {
  readonly reports: number;
  readonly byClass: Readonly<Record<ReportClass, number>>;
  /** By how a first decision came; a report that is not admitted, or joined to another, is none. */
  readonly decided: Omit<Month, "month" | "filed">;
  readonly notAdmitted: number;
  readonly joined: number;
  readonly withdrawn: number;
  readonly nobodyDecided: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  readonly waits: { readonly answer: Waits; readonly ruling: Waits; readonly final: Waits };
  readonly clocks: { readonly index: Kept; readonly operators: Kept; readonly maintainers: Kept };
  readonly appeals: {
    readonly rulings: number;
    readonly filed: number;
    readonly ended: number;
    readonly overturned: number;
  };
  readonly panels: number;
  /** Krippendorff's alpha of what panels said of the fact; null: too few panels. */
  readonly agreement: number | null;
  readonly seats: SeatFigures;
  readonly open: { readonly count: number; readonly medianAge: number | null; readonly oldest: Instant | null };
  readonly months: readonly Month[];
};

/** How an operator, or whoever reports, met with cases. */
export type PartyFigures = {
  readonly cases: number;
  readonly contested: number;
  readonly admitted: number;
  readonly silent: number;
  readonly upheld: number;
  readonly cleared: number;
  readonly abusive: number;
  readonly overturned: number;
  readonly open: number;
};

/** `at`: the moment that states are of. Order of cases is of no account. */
export function disputeFigures(cases: readonly CaseLife[], at: Instant): DisputeFigures {
  const count = (is: (one: CaseLife) => boolean) => cases.filter(is).length;
  const inState = (state: CaseState) => count((one) => one.state === state);
  const rulings = cases.flatMap((one) => {
    const found = rulingsOf(one);
    return found === undefined ? [] : [{ one, ...found }];
  });
  const open = cases.filter(isOpen).map(({ filedAt }) => filedAt);
  const panels = cases.flatMap((one) =>
    one.panels.map((panel) => ({ panel, ruling: rulingOfRound(one, panel.round) })),
  );
  return {
    reports: cases.length,
    byClass: {
      "self-proving": count((one) => one.class === "self-proving"),
      "signed-by-accused": count((one) => one.class === "signed-by-accused"),
      claim: count((one) => one.class === "claim"),
    },
    decided: decidedOf(rulings.map(({ first }) => first)),
    notAdmitted: count(isNotAdmitted),
    joined: inState("duplicate"),
    withdrawn: inState("withdrawn"),
    nobodyDecided: inState("handed_over") + inState("expired"),
    outcomes: outcomesOf(rulings.map(({ last }) => last)),
    waits: {
      answer: waitsOf(cases.flatMap(({ filedAt, dispute }) => spanOf(filedAt, saidAt(dispute)))),
      ruling: waitsOf(rulings.flatMap(({ one, first }) => spanOf(one.filedAt, first.at))),
      final: waitsOf(
        cases.flatMap(({ filedAt, state, dispute }) => spanOf(filedAt, state === "final" ? dispute?.finalAt : null)),
      ),
    },
    clocks: {
      index: keptOf(cases.map((one) => verdictKept(one, at))),
      operators: keptOf(cases.map(answerKept)),
      maintainers: keptOf(panels.flatMap(({ panel }) => panel.seats.map(seatKept))),
    },
    appeals: appealsOf(rulings),
    panels: panels.filter(({ panel }) => panel.seats.length > 0).length,
    agreement: krippendorffAlpha(panels.map(({ panel }) => factsOf(panel))) ?? null,
    seats: seatFigures(panels),
    open: { count: open.length, medianAge: medianAge(open, at), oldest: oldestOf(open) },
    months: monthsOf(cases, at),
  };
}

/** Figures of one maintainer's seats: of the panels that asked this one. */
export function maintainerFigures(cases: readonly CaseLife[], maintainer: string): SeatFigures {
  const own = cases.flatMap((one) =>
    one.panels.flatMap((panel) => {
      const seats = panel.seats.filter((seat) => seat.maintainer === maintainer);
      return seats.length === 0 ? [] : [{ panel: { ...panel, seats }, ruling: rulingOfRound(one, panel.round) }];
    }),
  );
  return seatFigures(own);
}

/** Of the cases against one operator's providers, or of those that one key reported. */
export function partyFigures(cases: readonly CaseLife[]): PartyFigures {
  const count = (is: (one: CaseLife) => boolean) => cases.filter(is).length;
  const last = (one: CaseLife) => rulingsOf(one)?.last;
  const finds = (finding: Finding) => (one: CaseLife) => {
    const ruling = last(one);
    return ruling !== undefined && FINDINGS[ruling.outcome] === finding;
  };
  return {
    cases: cases.length,
    contested: count(({ dispute }) => dispute?.answer?.type === "contest"),
    admitted: count(({ dispute }) => dispute?.answer?.type === "admission"),
    silent: count(({ dispute }) => dispute?.answer?.type === "silence"),
    upheld: count(finds("against")),
    cleared: count(finds("cleared")),
    abusive: count((one) => last(one)?.outcome === "abusive_report"),
    overturned: count(isOverturned),
    open: count(isOpen),
  };
}

function isOpen({ state }: CaseLife): boolean {
  return !isTerminal(state) && state !== "inadmissible" && state !== "ruled";
}

/** Also once the time for an appeal against it is over. */
function isNotAdmitted(one: CaseLife): boolean {
  return one.state === "inadmissible" || (one.state === "final" && rulingsOf(one) === undefined);
}

function isOverturned(one: CaseLife): boolean {
  const found = rulingsOf(one);
  return found !== undefined && FINDINGS[found.first.outcome] !== FINDINGS[found.last.outcome];
}

function decidedOf(first: readonly Ruling[]): DisputeFigures["decided"] {
  const count = (is: (ruling: Ruling) => boolean) => first.filter(is).length;
  return {
    byMachine: count(({ by }) => by === "machine"),
    admitted: count(({ by }) => by === "admission"),
    onMerits: count((ruling) => isOfPeople(ruling) && !ruling.onSilence),
    onSilence: count((ruling) => isOfPeople(ruling) && ruling.onSilence),
  };
}

function isOfPeople({ by }: Ruling): boolean {
  return by === "panel" || by === "reviewer";
}

function outcomesOf(last: readonly Ruling[]): DisputeFigures["outcomes"] {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const { outcome } of last) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

function saidAt(dispute: CaseLife["dispute"]): string | null {
  const answer = dispute?.answer ?? null;
  return answer === null || answer.type === "silence" ? null : answer.at;
}

function spanOf(from: Instant, to: string | null | undefined): number[] {
  const end = to === null || to === undefined ? undefined : parseInstant(to);
  return end === undefined || end < from ? [] : [end - from];
}

function waitsOf(spans: readonly number[]): Waits {
  const sorted = spans.toSorted((a, b) => a - b);
  return { count: sorted.length, median: hoursAt(sorted, 50), p90: hoursAt(sorted, 90) };
}

/** The value below which `percent` of 100 lie, by nearest rank. */
function hoursAt(sorted: readonly number[], percent: number): number | null {
  const value = sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
  return value === undefined ? null : Math.floor(value / HOUR_MS);
}

function verdictKept({ verdictBy, judgedAt }: CaseLife, at: Instant): boolean | undefined {
  if (judgedAt !== null) return judgedAt <= verdictBy;
  return at > verdictBy ? false : undefined;
}

/** Whether the operator said anything in time; undefined: the time still runs, or nobody asked. */
function answerKept({ dispute }: CaseLife): boolean | undefined {
  const answer = dispute?.answer ?? null;
  return answer === null ? undefined : answer.type !== "silence";
}

/** Who came too late to answer, left with a reason or was taken out missed nothing. */
function seatKept({ state, revealedAt }: Seat): boolean | undefined {
  if (state === "no-show") return false;
  return state === "accepted" && revealedAt !== null ? true : undefined;
}

function keptOf(all: readonly (boolean | undefined)[]): Kept {
  return { kept: all.filter((one) => one === true).length, missed: all.filter((one) => one === false).length };
}

function appealsOf(rulings: readonly { one: CaseLife; first: Ruling }[]): DisputeFigures["appeals"] {
  const appealed = rulings.filter(
    ({ one }) => one.dispute?.appeal != null && one.dispute.appeal.ground !== "inadmissible",
  );
  return {
    rulings: rulings.length,
    filed: appealed.length,
    ended: appealed.filter(({ one }) => one.state === "final").length,
    overturned: rulings.filter(({ one }) => isOverturned(one)).length,
  };
}

function rulingOfRound({ dispute }: CaseLife, round: number): Ruling | undefined {
  return dispute?.rulings.find((ruling) => ruling.round === round && isOfPeople(ruling));
}

type Sat = { readonly panel: Panel; readonly ruling: Ruling | undefined };

function seatFigures(panels: readonly Sat[]): SeatFigures {
  const seats = panels.flatMap(({ panel, ruling }) => panel.seats.map((seat) => ({ seat, ruling })));
  const count = (is: (one: (typeof seats)[number]) => boolean) => seats.filter(is).length;
  const inState = (state: Seat["state"]) => count(({ seat }) => seat.state === state);
  const counted = seats.flatMap(({ seat: { state, answers }, ruling }) =>
    state === "accepted" && answers !== null && ruling !== undefined ? [{ answers, outcome: ruling.outcome }] : [],
  );
  return {
    asked: seats.length,
    accepted: count(({ seat }) => seat.state === "accepted" || seat.committedAt !== null),
    declined: inState("declined"),
    recused: inState("recused"),
    noShow: inState("no-show"),
    barred: inState("removed") + inState("conflicted"),
    counted: counted.length,
    dissenting: counted.filter(({ answers, outcome }) => dissents(answers, outcome)).length,
  };
}

function factsOf({ seats }: Panel): string[] {
  return seats.flatMap(({ state, answers }) => (state === "accepted" && answers !== null ? [answers.fact] : []));
}

function medianAge(open: readonly Instant[], at: Instant): number | null {
  return hoursAt(
    open.map((filedAt) => at - filedAt).sort((a, b) => a - b),
    50,
  );
}

function oldestOf(open: readonly Instant[]): Instant | null {
  return earliest(open) ?? null;
}

/** Without spreading: there can be more than a call takes. */
function earliest(instants: readonly Instant[]): Instant | undefined {
  return instants.reduce<Instant | undefined>(
    (least, at) => (least === undefined || at < least ? at : least),
    undefined,
  );
}

/** Every month from the first report to the moment, empty ones too. */
function monthsOf(cases: readonly CaseLife[], at: Instant): Month[] {
  if (cases.length === 0) return [];
  const first = monthOf(earliest(cases.map(({ filedAt }) => filedAt)) ?? at);
  const months = new Map<string, { -readonly [member in keyof Month]: Month[member] }>();
  for (let month = first; month <= monthOf(at); month = nextMonth(month))
    months.set(month, { month, filed: 0, byMachine: 0, admitted: 0, onMerits: 0, onSilence: 0 });
  for (const one of cases) {
    const filed = months.get(monthOf(one.filedAt));
    if (filed !== undefined) filed.filed += 1;
    const ruling = rulingsOf(one)?.first;
    const ruled = ruling === undefined ? undefined : months.get(ruling.at.slice(0, 7));
    if (ruling === undefined || ruled === undefined) continue;
    for (const [how, n] of Object.entries(decidedOf([ruling]))) ruled[how as keyof DisputeFigures["decided"]] += n;
  }
  return [...months.values()];
}
