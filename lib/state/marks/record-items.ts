/**
 * What counts for or against a provider as of a day: the pages of its record, and what was due by then and stands on no
 * page yet, as it would once recorded.
 */
import { lifeOf } from "#lib/disclosure/staleness.ts";
import type { CaseId } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { monthOf, nextMonth } from "#lib/kernel/month.ts";
import { PLAIN, type RecordItem, type Severity } from "#lib/reputation/record-item.ts";
import type { CaseForm } from "../case/case-forms.ts";
import type { ProviderForm } from "../forms.ts";
import { type RecordedFact, recordKey } from "../record-forms.ts";
import { byName, severityOfAge } from "../recorded/disclosure-facts.ts";
import { overdueOf } from "../recorded/incident-facts.ts";
import { caseOf, type StateView, unclaimedOf } from "../view.ts";

/** A fact of a page with the case that it is of, where marks depend on it. */
export type Fact = { readonly fact: RecordedFact; readonly case: CaseForm | undefined };

/** All recorded facts of a provider, oldest page first. `at`: an instant within the last month that is read. */
export function factsOf(view: StateView, provider: ProviderForm, at: Instant): Fact[] {
  const facts: Fact[] = [];
  for (const month of monthsOf(view, provider, at)) {
    const page = view.get(recordKey(provider.id, month));
    if (page?.aggregate !== "record") continue;
    for (const fact of page.items) facts.push({ fact, case: isWeighed(fact) ? caseOf(view, fact.case) : undefined });
  }
  return facts;
}

/** What is proven is ruled without a word once its time is over; of what is grave the claim decides. */
function isWeighed(fact: RecordedFact): fact is RecordedFact & { readonly case: CaseId } {
  return fact.case !== undefined && fact.type === "verdict" && (fact.state === "proven" || fact.severity === "grave");
}

/** From the month in which the log first heard of it: whoever was reported before he was listed keeps what was reported. */
function monthsOf(view: StateView, { id, registeredAt }: ProviderForm, at: Instant): string[] {
  const last = addMs(at, DAY_MS - 1);
  const registered = parseInstant(registeredAt) ?? last;
  const first = parseInstant(unclaimedOf(view, id)?.openedAt ?? "") ?? registered;
  const months: string[] = [];
  const end = monthOf(last);
  for (let month = monthOf(asInstant(Math.min(first, registered))); month <= end; month = nextMonth(month))
    months.push(month);
  return months;
}

/** `at`: 00:00 UTC of the day. Facts of the day itself are among them. */
export function itemsOf(provider: ProviderForm, facts: readonly Fact[], at: Instant): RecordItem[] {
  const recorded = facts.map(({ fact, case: of }) => itemOf(fact, of, at));
  return [...recorded, ...endedItems(provider, at), ...overdueItems(provider, facts, at)];
}

/** Field by field: an instance with its services has thousands of them. */
function itemOf(fact: RecordedFact, of: CaseForm | undefined, at: Instant): RecordItem {
  return {
    id: fact.id,
    entry: fact.entry,
    day: fact.day,
    type: fact.type === "verdict" && isRuled(fact, of, at) ? "ruling" : fact.type,
    severity: fact.severity ?? null,
    evidence: fact.evidence,
    attribution: fact.attribution ?? null,
    standing: fact.standing ?? "full",
    selfDisclosed: fact.admitted === true || isOfIncident(fact),
    reporter: fact.reporter ?? null,
    cluster: fact.cluster ?? null,
    faultGroup: fact.faultGroup ?? null,
  };
}

/** Clocks and action items of incidents, which nobody but the provider itself tells of; silences are seen. */
function isOfIncident({ type, about }: Pick<RecordedFact, "type" | "about">): boolean {
  return type === "response-late" || (type === "promise-broken" && !/^silence \d/.test(about));
}

/** Recorded or not. */
function isRuled({ state }: RecordedFact, of: CaseForm | undefined, at: Instant): boolean {
  const rulesAt = parseInstant(of?.rulesAt ?? "");
  return state === "ruled" || (rulesAt !== undefined && rulesAt <= at);
}

/** Disclosures whose end no clock has recorded. */
function endedItems({ disclosures }: ProviderForm, at: Instant): RecordItem[] {
  return Object.entries(disclosures)
    .toSorted(byName)
    .flatMap(([type, record]) => {
      const life = lifeOf(record);
      if (life === undefined || life.until === null || record.recorded === "long-stale") return [];
      const long = addMs(life.until, life.until - life.from);
      const due = (name: "stale" | "long-stale", since: Instant): RecordItem[] =>
        since > at
          ? []
          : [dueItem(`${record.entry}.${name}`, record.entry, "disclosure-stale", severityOfAge(type), since)];
      return [...(record.recorded === undefined ? due("stale", life.until) : []), ...due("long-stale", long)];
    });
}

/** Clocks of incidents that nobody has met and no page tells of. */
function overdueItems(provider: ProviderForm, facts: readonly Fact[], at: Instant): RecordItem[] {
  return overdueOf(provider, at).flatMap(({ about, type, severity, entry, since }) => {
    const isTold = facts.some(({ fact }) => fact.type === type && fact.about === about);
    return isTold ? [] : [{ ...dueItem(`${entry}.${about}`, entry, type, severity, since), selfDisclosed: true }];
  });
}

function dueItem(id: string, entry: number, type: RecordItem["type"], severity: Severity, since: Instant): RecordItem {
  return { ...PLAIN, id, entry, day: Math.floor(since / DAY_MS), type, severity, attribution: "unknown" };
}
