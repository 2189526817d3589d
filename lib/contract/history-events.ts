/** What happened to a provider, in four lanes: cases, disclosures, keys, prices and other. In codes, for whoever has words. */
import { asInstant, DAY_MS, formatInstant, parseInstant } from "#lib/kernel/instant.ts";
import { type Marks, ratedOf } from "#lib/reputation/marks.ts";
import type { CaseForm } from "#lib/state/case/case-forms.ts";
import { dateOfDay } from "./mark-views.ts";
import type { HistoryDay, HistoryEvent } from "./marks.ts";

export type Event = Omit<HistoryEvent, "day" | "items"> & { readonly day: number };

/** An honest instance makes as many in years; beyond them the oldest are left out. */
export const MOST_EVENTS = 2_000;
/** What comes every day and says nothing by itself. */
export const ROUTINE_KINDS: readonly string[] = ["disclosure.heartbeat", "disclosure.database_ledger_digest"];

/** A statement of an operator, or of the clocks. `entry` published it, at `at` in ms; `transition`: of a `clock.record`. */
export function saidEvent(entry: number, at: number, kind: string, transition: string | null): Event {
  const says = transition === null ? { code: kind, params: {} } : { code: "due", params: { transition } };
  return eventOf(entry, at, { lane: laneOf(kind), kind, says });
}

/** Whether a kind of statement is told at all. */
export function isTold(kind: string): boolean {
  return /^(disclosure|key|provider)\./.test(kind) || kind === "clock.record" ? !ROUTINE_KINDS.includes(kind) : false;
}

function laneOf(kind: string): Event["lane"] {
  if (kind === "disclosure.fees" || kind.startsWith("provider.")) return "prices";
  return kind.startsWith("key.") ? "keys" : "disclosures";
}

/** A case is filed, judged, and ruled. */
export function caseEvents({ id, claim, filedIn, filedAt, verdict, dispute }: CaseForm): Event[] {
  const event = (entry: number, at: string, kind: string, params: Record<string, string>) =>
    eventOf(entry, parseInstant(at) ?? 0, {
      lane: "cases",
      kind,
      says: { code: kind, params: { case: id, claim, ...params } },
    });
  return [
    event(filedIn, filedAt, "report.file", {}),
    ...(verdict === null ? [] : [event(verdict.entry, verdict.loggedAt, "case.verdict", { verdict: verdict.verdict })]),
    ...(dispute?.rulings ?? []).flatMap(({ entry, at }) =>
      entry === null ? [] : [event(entry, at, "case.ruling", {})],
    ),
  ];
}

function eventOf(entry: number, at: number, rest: Pick<Event, "lane" | "kind" | "says">): Event {
  return { entry, day: Math.floor(at / DAY_MS), at: formatInstant(asInstant(at)), ...rest };
}

/** Of the span, in log order, each with the facts of the record that its entry wrote. Days are whole UTC days, both included. */
export function eventViews(
  events: readonly Event[],
  facts: readonly { readonly id: string; readonly entry: number }[],
  { from, to }: { readonly from: number; readonly to: number },
): HistoryEvent[] {
  const items = new Map<number, string[]>();
  for (const { id, entry } of facts) items.set(entry, [...(items.get(entry) ?? []), id]);
  return events
    .filter(({ day }) => day >= from && day <= to)
    .sort((a, b) => a.entry - b.entry)
    .map(({ day, ...event }) => ({ ...event, day: dateOfDay(day), items: items.get(event.entry) ?? [] }));
}

/** A day as it was rated then. `size`: of the state from which on nothing moved it that day. */
export function historyDayOf(marks: Marks, { digest, size }: Pick<HistoryDay, "digest" | "size">): HistoryDay {
  const { day, tier, decidedBy, conduct, effective, isShut, model } = marks;
  return {
    ...{ day: dateOfDay(day), size, tier, decided_by: decidedBy, ...ratedOf(marks).band },
    ...{ conduct_score: conduct.score, effective, is_shut: isShut, model, digest },
  };
}

/** When another model came into force within the span. */
export function modelChangesOf(
  history: readonly { readonly hash: string; readonly entry: number; readonly at: string }[],
  { from, to }: { readonly from: number; readonly to: number },
): { day: string; entry: number; hash: string }[] {
  return history.flatMap(({ hash, entry, at }) => {
    const day = Math.floor((parseInstant(at) ?? 0) / DAY_MS);
    return day < from || day > to ? [] : [{ day: dateOfDay(day), entry, hash }];
  });
}
