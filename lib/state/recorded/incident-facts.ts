/**
 * Incident clocks met or missed and action items kept or broken. Whatever rests on the operator's word about its own times
 * alone counts for nothing when it is good.
 */
import {
  clocksOfIncident,
  type Incident,
  type IncidentClock,
  ITEM_UPDATE_MS,
  incidentsOf,
} from "#lib/disclosure/incident-clocks.ts";
import { addMs, asInstant, DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { monthOf } from "#lib/kernel/month.ts";
import type { Severity } from "#lib/reputation/record-item.ts";
import type { ProviderForm } from "../forms.ts";
import type { FactType } from "../record-forms.ts";
import type { Change } from "./change.ts";

/** A promise that is kept sooner after the incident was first told was no promise. */
export const PROMISE_AFTER_MS = 7 * DAY_MS;

const LATE: Record<IncidentClock["what"], Severity> = {
  "first-word": "moderate",
  "full-report": "moderate",
  answer: "minor",
  item: "minor",
  word: "minor",
};

export function incidentChanges(before: ProviderForm, after: ProviderForm, now: Instant): Change[] {
  const isSame = (type: string) => before.disclosures[type]?.facts === after.disclosures[type]?.facts;
  if (isSame("incident") && isSame("action_item_update")) return [];
  const place = { provider: after.id, month: monthOf(now) };
  const [was, is] = [clocksOf(before, now), clocksOf(after, now)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((about): Change[] => {
    const found = turnOf(was.get(about), is.get(about), now);
    if (found === undefined) return [];
    const { type, severity } = found;
    const bad = severity === undefined ? {} : ({ severity, attribution: "unknown" } as const);
    return [{ ...place, type, about, fact: { evidence: "self-proving", ...bad } }];
  });
}

/** A clock that nobody has met. `since`: when a reader could know; `entry`: of the incident's last version. */
export type Overdue = {
  readonly about: string;
  readonly type: "promise-broken" | "response-late";
  readonly severity: Severity;
  readonly entry: number;
  readonly since: Instant;
};

/** What was due by `now` and has not been told, as the pages would have it if it were told late. */
export function overdueOf(provider: ProviderForm, now: Instant): Overdue[] {
  return [...clocksOf(provider, now)].flatMap(([about, { clock, incident, isRecorded }]): Overdue[] => {
    const { what, dueAt, state } = clock;
    // Whoever dates it back is not late before the log has heard of it.
    const since = asInstant(Math.max(what === "item" ? addMs(dueAt, ITEM_UPDATE_MS) : dueAt, incident.firstAt));
    if (state !== "overdue" || isRecorded || since > now) return [];
    return [{ about, type: badTypeOf(what), severity: LATE[what], entry: incident.entry, since }];
  });
}

function badTypeOf(what: IncidentClock["what"]): Overdue["type"] {
  return what === "item" ? "promise-broken" : "response-late";
}

type Known = { readonly clock: IncidentClock; readonly incident: Incident; readonly isRecorded: boolean };

/** By a name of its own: "2026-11-outage full-report". */
function clocksOf({ disclosures }: ProviderForm, now: Instant): Map<string, Known> {
  const facts = (disclosures.incident?.facts ?? {}) as Readonly<Record<string, { overdueAt?: string }>>;
  const found = incidentsOf(disclosures).flatMap((incident) =>
    clocksOfIncident(incident, now).map((clock, at): [string, Known] => {
      const which =
        clock.item ?? (clock.what === "answer" ? formatInstant(incident.questions[at - 2]?.askedAt ?? now) : "");
      const isRecorded = clock.what === "full-report" && facts[incident.name]?.overdueAt !== undefined;
      return [[incident.name, clock.what, which].join(" ").trim(), { clock, incident, isRecorded }];
    }),
  );
  return new Map(found);
}

type Turn = { readonly type: FactType; readonly severity?: Severity };

function turnOf(was: Known | undefined, is: Known | undefined, now: Instant): Turn | undefined {
  const what = (is ?? was)?.clock.what;
  if (what === undefined || was?.isRecorded === true) return undefined;
  const bad = badTypeOf(what);
  const state = is?.clock.state;
  if (is?.isRecorded === true) return { type: bad, severity: LATE[what] };
  if (was?.clock.state === state) return undefined;
  // Said to have been done in time, long after: nobody could see it then.
  const isToldLate = what === "item" && is !== undefined && now > is.clock.dueAt + ITEM_UPDATE_MS;
  if (state === "late" || (state === "kept" && isToldLate)) return { type: bad, severity: LATE[what] };
  if (state === "kept") return is !== undefined && isEarned(is, now) ? goodTurn(what) : undefined;
  // Moved, or left out, when it was due.
  return was?.clock.state === "overdue" && state !== "overdue" ? { type: bad, severity: "moderate" } : undefined;
}

/** Shown by log times, and not at once. */
function isEarned({ clock, incident }: Known, now: Instant): boolean {
  if (clock.what === "full-report") return incident.fullAt !== null && incident.fullAt > incident.firstAt;
  return clock.what === "item" && now >= incident.firstAt + PROMISE_AFTER_MS && isDone(incident, clock);
}

function isDone({ items }: Incident, { item }: IncidentClock): boolean {
  return items.some(({ name, status }) => name === item && status === "done");
}

function goodTurn(what: IncidentClock["what"]): Turn {
  return { type: what === "item" ? "promise-kept" : "clock-met" };
}
