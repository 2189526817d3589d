import { type CaseFiguresView, FIGURE_ROWS } from "#lib/contract/case-figures.ts";
import type { AsOf } from "#lib/contract/common.ts";
import { advance } from "#lib/dispute/advance.ts";
import type { CaseLife, ReportClass } from "#lib/dispute/case-life.ts";
import type { Panel } from "#lib/dispute/dispute.ts";
import {
  type DisputeFigures,
  disputeFigures,
  type Kept,
  maintainerFigures,
  type PartyFigures,
  partyFigures,
  type SeatFigures,
  type Waits,
} from "#lib/dispute/figures.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { asInstant, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { CaseForm } from "#lib/state/case/case-forms.ts";
import { ALL_STAND, caseNowOf } from "#lib/state/case/time.ts";
import { participantOf, providerOf } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { remember } from "../marks/remember.ts";
import { parseForm } from "../state/projected-forms.ts";

/** Errors: `gone`. */
export async function getCaseFigures(ctx: Ctx, pin?: number): Promise<{ data: CaseFiguresView; as_of: AsOf }> {
  const asOf = await resolveAsOf(ctx, pin);
  const data = await remember(ctx, `case-figures ${asOf.size} ${asOf.time}`, () => figuresAt(ctx, asOf));
  return { data, as_of: asOf };
}

async function figuresAt(ctx: Ctx, { size, time }: AsOf): Promise<CaseFiguresView> {
  const at = asInstant(Date.parse(time));
  const cases = await readLives(ctx, size, at);
  const byProvider = grouped(cases, ({ provider }) => provider);
  const { operators, names } = await namesOf(ctx, [...byProvider.keys()], peopleIn(cases));
  const nameOf = (did: string) => names.get(did) ?? null;
  const ofOperators = grouped(cases, ({ provider }) => operators.get(provider));
  const parties = (groups: Map<string, CaseLife[]>) =>
    [...groups]
      .map(([did, own]) => ({ did, name: nameOf(did), ...partyFigures(own) }))
      .sort((a, b) => b.cases - a.cases || (a.did < b.did ? -1 : 1))
      .slice(0, FIGURE_ROWS);
  const maintainers = [
    ...new Set(cases.flatMap(({ panels }) => panels.flatMap((panel) => panel.seats.map((s) => s.maintainer)))),
  ]
    .map((did) => ({ did, name: nameOf(did), ...seatsView(maintainerFigures(cases, did)) }))
    .sort((a, b) => b.asked - a.asked || (a.did < b.did ? -1 : 1))
    .slice(0, FIGURE_ROWS);
  return {
    ...figuresView(disputeFigures(cases, at)),
    maintainers,
    operators: parties(ofOperators).map(partyView),
    reporters: parties(grouped(cases, ({ reporter }) => reporter)).map(partyView),
  };
}

/** All cases as they stood at that size, moved on by the clocks to that time. */
async function readLives({ pool }: Pick<Ctx, "pool">, size: number, at: Instant): Promise<CaseLife[]> {
  const { rows } = await pool.query<{ form: string }>(
    `SELECT form FROM aggregate_version WHERE (key LIKE 'case:%' OR key LIKE 'panel:%')
        AND from_size <= $1 AND (to_size IS NULL OR to_size > $1)`,
    [size],
  );
  const forms: CaseForm[] = [];
  const panels = new Map<string, Panel[]>();
  for (const { form: text } of rows) {
    const form = parseForm(text);
    if (form.aggregate === "case") forms.push(form);
    else if (form.aggregate === "panel") panels.set(form.case, [...(panels.get(form.case) ?? []), form]);
  }
  return forms.map((form) => lifeOf(form, panels.get(form.id) ?? [], at));
}

function lifeOf(form: CaseForm, panels: readonly Panel[], at: Instant): CaseLife {
  const current = panels.find(({ round }) => round === form.dispute?.round);
  const { now } = advance(caseNowOf(form, current), at, ALL_STAND);
  return {
    provider: form.provider,
    reporter: form.reporter,
    class: classOf(form),
    filedAt: momentOf(form.filedAt),
    verdictBy: momentOf(form.verdictBy),
    judgedAt: form.judgedAt === null ? null : momentOf(form.judgedAt),
    state: now.state,
    dispute: now.dispute,
    panels: panels
      .map((panel) => (panel === current ? (now.panel ?? panel) : panel))
      .toSorted((a, b) => a.round - b.round),
  };
}

/** Text of a form is a moment. */
function momentOf(text: string): Instant {
  return parseInstant(text) ?? asInstant(0);
}

function classOf({ provenAt, verdict }: CaseForm): ReportClass {
  if (provenAt !== null) return "self-proving";
  return verdict?.signer == null ? "claim" : "signed-by-accused";
}

function grouped(cases: readonly CaseLife[], keyOf: (one: CaseLife) => string | undefined): Map<string, CaseLife[]> {
  const groups = new Map<string, CaseLife[]>();
  for (const one of cases) {
    const key = keyOf(one);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

function peopleIn(cases: readonly CaseLife[]): Set<string> {
  const people = new Set<string>();
  for (const { reporter, panels } of cases) {
    people.add(reporter);
    for (const { seats } of panels) for (const { maintainer } of seats) people.add(maintainer);
  }
  return people;
}

/** Who operates the providers, and the newest names. */
async function namesOf(ctx: Ctx, providers: readonly string[], people: ReadonlySet<string>) {
  return await ctx.forms.ask((view) => {
    const operators = new Map<string, string>();
    for (const id of providers) {
      const operator = providerOf(view, id as ProviderId)?.operator;
      if (operator !== undefined) operators.set(id, operator);
    }
    const names = new Map<string, string>();
    for (const did of new Set([...people, ...operators.values()])) {
      const name = participantOf(view, did)?.displayName;
      if (name !== undefined) names.set(did, name);
    }
    return { operators, names };
  });
}

function figuresView(figures: DisputeFigures): Omit<CaseFiguresView, "maintainers" | "operators" | "reporters"> {
  const { byClass, decided, waits, open, months } = figures;
  return {
    reports: figures.reports,
    by_class: {
      self_proving: byClass["self-proving"],
      signed_by_accused: byClass["signed-by-accused"],
      claim: byClass.claim,
    },
    decided: decidedView(decided),
    not_admitted: figures.notAdmitted,
    joined: figures.joined,
    withdrawn: figures.withdrawn,
    nobody_decided: figures.nobodyDecided,
    outcomes: figures.outcomes,
    waits: { answer: waitsView(waits.answer), ruling: waitsView(waits.ruling), final: waitsView(waits.final) },
    clocks: figures.clocks satisfies Record<string, Kept>,
    appeals: figures.appeals,
    panels: figures.panels,
    agreement: figures.agreement,
    seats: seatsView(figures.seats),
    open: {
      count: open.count,
      median_age_hours: open.medianAge,
      oldest_filed_at: open.oldest === null ? null : formatInstant(open.oldest),
    },
    months: months.map(({ month, filed, ...how }) => ({ month, filed, ...decidedView(how) })),
  };
}

function decidedView({ byMachine, admitted, onMerits, onSilence }: DisputeFigures["decided"]) {
  return { by_machine: byMachine, admitted, on_merits: onMerits, on_silence: onSilence };
}

function waitsView({ count, median, p90 }: Waits) {
  return { count, median_hours: median, p90_hours: p90 };
}

function seatsView({ noShow, ...rest }: SeatFigures) {
  return { ...rest, no_show: noShow };
}

function partyView<T extends PartyFigures & { did: string; name: string | null }>(one: T) {
  const { did, name, cases, contested, admitted, silent, upheld, cleared, abusive, overturned, open } = one;
  return { did, name, cases, contested, admitted, silent, upheld, cleared, abusive, overturned, open };
}
