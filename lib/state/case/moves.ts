/**
 * What a case takes along when it moves: its place in the record, the counts of those who wait, the standing of whoever
 * reported, and what maintainers did with their seats. One place, by comparing what was with what is.
 */
import { instantOf } from "#lib/dispute/clocks.ts";
import { isUpheld } from "#lib/dispute/count-ballots.ts";
import type { Ruling, Seat } from "#lib/dispute/dispute.ts";
import { standingOf } from "#lib/dispute/finding.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import type { CaseId, Did } from "#lib/kernel/ids.ts";
import { addMs, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { AggregateKey, Form } from "../forms.ts";
import { type MaintainerForm, maintainerKey, NO_SHOW_MS, type SeatCounts } from "../governance/maintainer-forms.ts";
import { pageOfCase } from "../recorded/case-facts.ts";
import { caseOf, maintainerOf, panelOf, reporterOf, type StateView } from "../view.ts";
import {
  type CaseForm,
  caseKey,
  type PanelForm,
  panelKey,
  type ReporterForm,
  reporterKey,
  unvouchedKey,
} from "./case-forms.ts";
import { isPeoples, isUpheldBy, isWaiting } from "./ends.ts";
import type { CaseWrites } from "./joining.ts";
import { withSuspicion } from "./suspicion.ts";
import { caseThen, dueIn } from "./time.ts";

/** The case and its panel as they now stand, with all that follows. */
export function moved(view: StateView, form: CaseForm, panel: PanelForm | undefined, now: Instant): CaseWrites {
  const writes: CaseWrites = new Map<AggregateKey, Form>([[caseKey(form.id), form]]);
  if (panel !== undefined && panelOf(view, panel.case, panel.round) !== panel)
    writes.set(panelKey(panel.case, panel.round), panel);
  return withConsequences(view, writes, now);
}

/** As {@link moved}, of cases that are written already. */
export function withConsequences(view: StateView, writes: CaseWrites, now: Instant): CaseWrites {
  const over = writtenOver(view, writes);
  for (const form of [...writes.values()]) {
    if (form.aggregate === "panel") settleSeatsOf(over, writes, view.get(panelKey(form.case, form.round)), form);
    if (form.aggregate === "case") settleCase(over, writes, caseOf(view, form.id), form, now);
  }
  return writes;
}

/** The state with what is written so far. */
function writtenOver(view: StateView, writes: CaseWrites): StateView {
  return { get: (key) => writes.get(key) ?? view.get(key), chainOf: (key) => view.chainOf(key) };
}

function settleCase(
  view: StateView,
  writes: CaseWrites,
  before: CaseForm | undefined,
  written: CaseForm,
  now: Instant,
): void {
  const suspicion = withSuspicion(view, before, written, now);
  if (suspicion.form !== undefined) writes.set(`suspicion:${suspicion.form.definition}`, suspicion.form);
  let form: CaseForm = { ...written, suspects: suspicion.suspects, page: pageOfCase(before, written, now) };
  if (form.cluster !== null && !isWaiting(form)) {
    const waiting = view.get(unvouchedKey(form.provider));
    if (waiting?.aggregate === "unvouched")
      writes.set(unvouchedKey(form.provider), { ...waiting, waiting: Math.max(0, waiting.waiting - 1) });
    form = { ...form, cluster: null };
  }
  if (!canBeHeard(form)) form = { ...form, atFiling: null };
  creditReporter(view, writes, before, form);
  countVotes(view, writes, before, form);
  const then = caseThen(view, form, now);
  writes.set(caseKey(form.id), { ...form, due: dueIn({ ...then, form, panel: panelFor(view, form) }) });
}

/** Nobody is ever asked to sit in a case that joined another, or found its crowd full. What was refused can be reopened. */
function canBeHeard({ state, closedFor }: CaseForm): boolean {
  return state !== "duplicate" && (state !== "final" || closedFor === null);
}

function panelFor(view: StateView, { id, dispute }: CaseForm): PanelForm | undefined {
  return dispute === null ? undefined : panelOf(view, id, dispute.round);
}

type Credit = "upheld" | "abusive" | "none";

/** What the case is to the standing of its reporter: a machine's word at once, that of people when nobody can appeal. */
function creditOf({ state, provenAt, dispute, joinedTo }: CaseForm): Credit {
  if (joinedTo !== null) return "none";
  const ruling = state === "final" ? standingOf(dispute?.rulings ?? []) : undefined;
  if (ruling !== undefined && isPeoples(ruling)) {
    if (ruling.outcome === "abusive_report") return "abusive";
    if (isUpheldBy(ruling)) return "upheld";
    if (ruling.outcome !== "undecidable") return "none";
  }
  return provenAt === null ? "none" : "upheld";
}

/** An abusive report burns what standing there was. */
function creditReporter(view: StateView, writes: CaseWrites, before: CaseForm | undefined, form: CaseForm): void {
  const [was, is] = [before === undefined ? "none" : creditOf(before), creditOf(form)];
  const reporter = reporterOf(view, thumbprintOfDid(form.reporter) ?? "");
  if (was === is || reporter === undefined) return;
  const unburnt = was === "abusive" ? restored(reporter, form.id) : reporter;
  const left = was === "upheld" ? lessOne(unburnt) : unburnt;
  const held = is === "upheld" ? { ...left, upheld: left.upheld + 1 } : left;
  const standing = is === "abusive" ? burnt(held, form.id) : held;
  writes.set(reporterKey(reporter.key), {
    ...standing,
    // What is true costs no budget.
    recent: is === "upheld" ? reporter.recent.filter((one) => one.case !== form.id) : reporter.recent,
  });
}

/** What the finding took away is kept beside it: its reversal gives all of it back. */
function burnt(reporter: ReporterForm, id: CaseId): ReporterForm {
  const { upheld, abusive } = reporter;
  return { ...reporter, upheld: 0, abusive: abusive + 1, burnt: [...reporter.burnt, { case: id, upheld }] };
}

function restored(reporter: ReporterForm, id: CaseId): ReporterForm {
  const back = reporter.burnt.find((one) => one.case === id)?.upheld ?? 0;
  return {
    ...reporter,
    upheld: reporter.upheld + back,
    abusive: Math.max(0, reporter.abusive - 1),
    burnt: reporter.burnt.filter((one) => one.case !== id),
  };
}

/** A report that is upheld no more: of those that count, or else of those that were burnt last. */
function lessOne(reporter: ReporterForm): ReporterForm {
  if (reporter.upheld > 0) return { ...reporter, upheld: reporter.upheld - 1 };
  const at = reporter.burnt.findLastIndex(({ upheld }) => upheld > 0);
  const last = reporter.burnt[at];
  if (last === undefined) return reporter;
  return { ...reporter, burnt: reporter.burnt.with(at, { ...last, upheld: last.upheld - 1 }) };
}

/** What became of seats since: counted with the maintainers who were asked. */
function settleSeatsOf(view: StateView, writes: CaseWrites, before: Form | undefined, { seats }: PanelForm): void {
  const known = before?.aggregate === "panel" ? before.seats : [];
  for (const [at, seat] of seats.entries()) {
    const was: Seat | undefined = known[at];
    if (was === undefined) count(view, writes, seat.maintainer, { asked: 1 });
    if (was?.state === seat.state) continue;
    if (seat.state === "accepted") count(view, writes, seat.maintainer, { accepted: 1 });
    if (seat.state === "declined") count(view, writes, seat.maintainer, { declined: 1 });
    if (seat.state === "recused") count(view, writes, seat.maintainer, { recused: 1 });
    if (seat.state === "no-show") {
      count(view, writes, seat.maintainer, { noShow: 1 }, restFrom(view, seat));
    }
  }
}

/** Kept from draws from the missed deadline on; what is missed in such a time makes it longer, whatever is recorded first. */
function restFrom(view: StateView, { maintainer, at }: Seat): Pick<MaintainerForm, "noShowFrom" | "noShowUntil"> {
  const { noShowFrom = null, noShowUntil = null } = maintainerOf(view, maintainer) ?? {};
  const until = formatInstant(addMs(instantOf(at), NO_SHOW_MS));
  if (noShowFrom === null || noShowUntil === null || at > noShowUntil) return { noShowFrom: at, noShowUntil: until };
  return at < noShowFrom ? { noShowFrom: at, noShowUntil } : { noShowFrom, noShowUntil: later(until, noShowUntil) };
}

function later(one: string, other: string): string {
  return one < other ? other : one;
}

/** Ballots that a new ruling counted, and those among them that say otherwise. */
function countVotes(view: StateView, writes: CaseWrites, before: CaseForm | undefined, form: CaseForm): void {
  const rulings = form.dispute?.rulings ?? [];
  const ruling = rulings.at(-1);
  if (ruling === undefined || rulings.length === (before?.dispute?.rulings.length ?? 0)) return;
  if (ruling.by !== "panel" && ruling.by !== "reviewer") return;
  for (const seat of panelOf(view, form.id, ruling.round)?.seats ?? []) {
    if (seat.state !== "accepted" || seat.answers === null) continue;
    count(view, writes, seat.maintainer, { voted: 1, dissented: dissents(seat.answers, ruling) ? 1 : 0 });
  }
}

function dissents({ fact }: NonNullable<Seat["answers"]>, { outcome }: Ruling): boolean {
  if (outcome === "undecidable") return false;
  const denies = outcome === "not_upheld" || outcome === "abusive_report";
  return denies ? fact !== "did-not-happen" : !isUpheld(fact);
}

function count(
  view: StateView,
  writes: CaseWrites,
  did: Did,
  more: Partial<SeatCounts>,
  change: Partial<MaintainerForm> = {},
): void {
  const before = maintainerOf(view, did);
  if (before === undefined) return;
  const seats = { ...before.seats };
  for (const [name, by] of Object.entries(more) as [keyof SeatCounts, number][]) seats[name] += by;
  writes.set(maintainerKey(did), { ...before, ...change, seats });
}
