/**
 * The one place that writes a provider's record: it compares the forms before an entry with those that the entry writes,
 * and puts what follows on the page of the month. Bare claims write nothing.
 */
import type { EntryIndex, ProviderId } from "#lib/kernel/ids.ts";
import { DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import { monthOf } from "#lib/kernel/month.ts";
import { SEVERITIES, type Severity } from "#lib/reputation/record-item.ts";
import type { AggregateKey, Form, ProviderForm } from "./forms.ts";
import { PAGE_BOUNDS, type RecordedFact, type RecordForm, recordKey } from "./record-forms.ts";
import { admissionChanges } from "./recorded/admission-facts.ts";
import { auditChanges } from "./recorded/audit-facts.ts";
import { caseChanges } from "./recorded/case-facts.ts";
import type { Change } from "./recorded/change.ts";
import { disclosureChanges } from "./recorded/disclosure-facts.ts";
import { incidentChanges } from "./recorded/incident-facts.ts";
import { silenceChanges } from "./recorded/silence-facts.ts";
import type { Writes } from "./reducer.ts";
import type { StateView } from "./view.ts";

type When = { readonly index: EntryIndex; readonly loggedAt: Instant };

/** The pages that change with these writes; none, mostly. */
export function recordOf(view: StateView, { index, loggedAt }: When, writes: Writes): Map<AggregateKey, RecordForm> {
  const pages = new Map<AggregateKey, RecordForm>();
  for (const [key, form] of writes)
    for (const change of changesOf(view, view.get(key), form, loggedAt)) {
      const name = recordKey(change.provider, change.month);
      const before = pages.get(name) ?? pageOf(view, change.provider, change.month);
      const after = pageWith(before, change, { index, loggedAt });
      if (after !== before) pages.set(name, after);
    }
  return pages;
}

/** Every entry comes by here, and few change anything: what cannot have changed is told by identity. */
function changesOf(view: StateView, before: Form | undefined, after: Form, now: Instant): Change[] {
  if (after.aggregate === "case") {
    const known = before?.aggregate === "case" ? before : undefined;
    return [...caseChanges(known, after), ...admissionChanges(view, known, after, now)];
  }
  if (after.aggregate === "attester")
    return auditChanges(view, before?.aggregate === "attester" ? before : undefined, after, now);
  if (after.aggregate !== "provider" || before?.aggregate !== "provider") return [];
  return changesOfProvider(before, after, now);
}

function changesOfProvider(before: ProviderForm, after: ProviderForm, now: Instant): Change[] {
  const silences = before.heartbeat === after.heartbeat ? [] : silenceChanges(before, after);
  if (before.disclosures === after.disclosures) return silences;
  return [...silences, ...disclosureChanges(before, after, now), ...incidentChanges(before, after, now)];
}

function pageOf(view: StateView, provider: ProviderId, month: string): RecordForm {
  const form = view.get(recordKey(provider, month));
  return form?.aggregate === "record" ? form : { aggregate: "record", provider, month, items: [] };
}

/** The same page when nothing changes: a fact that never found its place cannot be changed, nor taken off. */
function pageWith(page: RecordForm, { month, type, about, fact }: Change, { index, loggedAt }: When): RecordForm {
  const at = page.items.findIndex((item) => item.type === type && item.about === about);
  const known = page.items[at];
  if (fact === undefined) return known === undefined ? page : { ...page, items: page.items.toSpliced(at, 1) };
  const { entry = index, ...said } = fact;
  if (known !== undefined) {
    const place = { id: known.id, entry: known.entry, day: known.day };
    // Only a case goes on after it was recorded.
    return fact.case === undefined && fact.severity === known.severity
      ? page
      : { ...page, items: page.items.with(at, { ...place, type, about, ...said }) };
  }
  if (month !== monthOf(loggedAt)) return page;
  const day = Math.floor(loggedAt / DAY_MS);
  return admitted(page, { id: idOf(page, entry), entry, day, type, about, ...said });
}

function idOf({ items }: RecordForm, entry: EntryIndex): string {
  const others = items.filter((item) => item.entry === entry).length;
  return others === 0 ? `${entry}` : `${entry}.${others}`;
}

/** A full page takes a graver fact for its least grave one of the type, and nothing else. */
function admitted(page: RecordForm, fact: RecordedFact): RecordForm {
  const alike = page.items.filter(({ type }) => type === fact.type);
  if (alike.length < PAGE_BOUNDS[fact.type]) return { ...page, items: [...page.items, fact] };
  const least = alike.toSorted((a, b) => rankOf(b.severity) - rankOf(a.severity))[0];
  if (least === undefined || rankOf(least.severity) <= rankOf(fact.severity)) return page;
  return { ...page, items: [...page.items.filter((item) => item !== least), fact] };
}

function rankOf(severity: Severity | undefined): number {
  return severity === undefined ? SEVERITIES.length : SEVERITIES.indexOf(severity);
}
