/**
 * clock.record: the record of what time has made due. The first effective one wins, later ones are void. What is due is
 * derived: {@link dueOf} tells it for a form, and a record is effective only if it names just that.
 */
import type { z } from "zod";
import {
  deadlineOfSilence,
  FAILED_AFTER_MS,
  type Outage,
  SHORTEST_OUTAGE_MS,
  SUSPENDED_AFTER_MS,
  withFailure,
  withSuspension,
} from "#lib/disclosure/heartbeat.ts";
import { FULL_REPORT_MS } from "#lib/disclosure/incident-clocks.ts";
import { lifeOf } from "#lib/disclosure/staleness.ts";
import { addMs, asInstant, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { isJsonObject, type JsonObject } from "#lib/kernel/json.ts";
import type { clockRecordBody } from "#lib/statement/bodies.ts";
import { clockRecordId, type DueTransition } from "#lib/statement/clock-record.ts";
import { caseKey } from "../case/case-forms.ts";
import { controlOf } from "../control.ts";
import {
  type AggregateKey,
  type Form,
  type IndexForm,
  type KeyForm,
  keyKey,
  type ProposalForm,
  type ProviderForm,
  participantKey,
  proposalKey,
  providerKey,
} from "../forms.ts";
import type { Entry, Reducer, Writes } from "../reducer.ts";
import { indexOf, participantOf, type StateView } from "../view.ts";
import { dueOfCase, recordCase } from "./case-clock.ts";

type Body = z.infer<typeof clockRecordBody>;

/** A transition with the form that it leads to; `done`: it was recorded before. */
type Clock = { readonly transition: string; readonly deadline: string; readonly done: boolean; readonly next: Form };

export const recordTransition: Reducer = (view, entry) => {
  const { statement, loggedAt } = entry;
  const body = statement.body as Body;
  const deadline = parseInstant(body.deadline);
  const isDeterministic =
    statement.issuedAt === body.deadline && statement.id === clockRecordId(body) && statement.parts === undefined;
  if (!isDeterministic || deadline === undefined || deadline > loggedAt) return "guard";
  if (body.aggregate === "index") return recordOutage(view, entry, body);
  const form = view.get(body.aggregate as AggregateKey);
  if (form === undefined || ownerOf(form) !== statement.subject) return "unknown-subject";
  if (form.aggregate === "case") return recordCase(view, form, body, entry);
  const clock = clocksOf(form, indexOf(view)?.outages ?? []).find(
    (one) => one.transition === body.transition && one.deadline === body.deadline,
  );
  if (clock === undefined) return "guard";
  if (clock.done) return "already-recorded";
  return clock.next.aggregate === "key"
    ? withControl(view, clock.next, loggedAt)
    : new Map([[body.aggregate as AggregateKey, clock.next]]);
};

/** Transitions of a form that are due at a time and not recorded, as records name them. */
export function dueOf(form: Form, outages: readonly Outage[], now: Instant): DueTransition[] {
  const [aggregate, subject] = [aggregateOf(form), ownerOf(form)];
  if (aggregate === undefined || subject === undefined) return [];
  if (form.aggregate === "case") return dueOfCase(form, now).map((due) => ({ aggregate, ...due, subject }));
  return clocksOf(form, outages)
    .filter(({ deadline, done }) => !done && (parseInstant(deadline) ?? Number.POSITIVE_INFINITY) <= now)
    .map(({ transition, deadline }) => ({ aggregate, transition, deadline, subject }));
}

/**
 * Not before this time is anything of a form due that is not recorded; undefined: it has no clock. Outages put off
 * deadlines and bring none forward, so that the earliest is the one without them.
 */
export function earliestDue(form: Form): Instant | undefined {
  if (form.aggregate === "case") return parseInstant(form.due?.deadline ?? "");
  const open = clocksOf(form, []).flatMap(({ deadline, done }) => (done ? [] : (parseInstant(deadline) ?? [])));
  return open.length === 0 ? undefined : asInstant(Math.min(...open));
}

function aggregateOf(form: Form): AggregateKey | undefined {
  if (form.aggregate === "key") return keyKey(form.thumbprint);
  if (form.aggregate === "proposal") return proposalKey(form.statement);
  if (form.aggregate === "case") return caseKey(form.id);
  return form.aggregate === "provider" ? providerKey(form.id) : undefined;
}

function ownerOf(form: Form): string | undefined {
  if (form.aggregate === "key") return form.owner;
  if (form.aggregate === "proposal") return `stmt:${form.statement}`;
  if (form.aggregate === "case") return form.id;
  return form.aggregate === "provider" ? form.id : undefined;
}

function clocksOf(form: Form, outages: readonly Outage[]): Clock[] {
  if (form.aggregate === "key") return clocksOfKey(form);
  if (form.aggregate === "proposal") return clocksOfProposal(form);
  if (form.aggregate !== "provider") return [];
  return [...clocksOfSilence(form, outages), ...clocksOfAge(form), ...clocksOfIncidents(form)];
}

function clocksOfKey(key: KeyForm): Clock[] {
  const clocks: Clock[] = [];
  // A key that is revoked, or only proves a name, has no clock.
  if (key.state === "revoked" || key.state === "proven") return [];
  const to = (state: KeyForm["state"]): KeyForm => ({ ...key, state });
  if (key.activeFrom !== null)
    clocks.push({
      transition: "activate",
      deadline: key.activeFrom,
      done: key.state !== "pending",
      next: to("active"),
    });
  if (key.retirement !== null)
    clocks.push({
      transition: "retire",
      deadline: key.retirement.retiresAt,
      done: key.state !== "retiring",
      next: to("retired"),
    });
  return clocks;
}

/** A proposal that ran out keeps who signed it, not what it proposed: that stands in its entry. */
function clocksOfProposal(proposal: ProposalForm): Clock[] {
  if (proposal.state === "carried") return [];
  const next: ProposalForm = { ...proposal, state: "lapsed", proposed: null };
  return [{ transition: "lapse", deadline: proposal.lapsesAt, done: proposal.state === "lapsed", next }];
}

/** The key of a recovery brings its spare key with it. */
function withControl(view: StateView, key: KeyForm, loggedAt: Instant): Writes {
  const writes = new Map<AggregateKey, Form>([[keyKey(key.thumbprint), key]]);
  const owner = controlOf(view, key.owner, loggedAt);
  if (owner !== undefined && participantOf(view, key.owner)?.recovery?.key === key.thumbprint)
    writes.set(participantKey(owner.did), owner);
  return writes;
}

function clocksOfSilence(form: ProviderForm, outages: readonly Outage[]): Clock[] {
  const { heartbeat } = form;
  if (heartbeat === null) return [];
  const open = heartbeat.silences.at(-1);
  const isOpen = open !== undefined && open.to === null;
  const clocks: Clock[] = [];
  const suspended = deadlineOfSilence(heartbeat, SUSPENDED_AFTER_MS, outages);
  if (suspended !== undefined) {
    const deadline = formatInstant(suspended);
    const next = { ...form, heartbeat: withSuspension(heartbeat, deadline) };
    clocks.push({ transition: "suspend", deadline, done: isOpen, next });
  }
  const failed = isOpen ? deadlineOfSilence(heartbeat, FAILED_AFTER_MS, outages) : undefined;
  if (failed !== undefined) {
    const deadline = formatInstant(failed);
    const next = { ...form, heartbeat: withFailure(heartbeat, deadline) };
    clocks.push({ transition: "fail", deadline, done: open?.failedAt !== null, next });
  }
  return clocks;
}

function clocksOfAge(form: ProviderForm): Clock[] {
  return Object.entries(form.disclosures).flatMap(([type, record]): Clock[] => {
    const life = lifeOf(record);
    if (life === undefined || life.until === null) return [];
    const next = (recorded: "stale" | "long-stale"): ProviderForm => ({
      ...form,
      disclosures: { ...form.disclosures, [type]: { ...record, recorded } },
    });
    const stale = {
      transition: `stale/${type}`,
      deadline: formatInstant(life.until),
      done: record.recorded !== undefined,
      next: next("stale"),
    };
    if (record.recorded === undefined) return [stale];
    const long = addMs(life.until, life.until - life.from);
    return [
      stale,
      {
        transition: `long-stale/${type}`,
        deadline: formatInstant(long),
        done: record.recorded === "long-stale",
        next: next("long-stale"),
      },
    ];
  });
}

/** An incident whose full report is not there 14 d after it was noticed. */
function clocksOfIncidents(form: ProviderForm): Clock[] {
  const record = form.disclosures.incident;
  const facts = record?.facts;
  if (record === undefined || facts === undefined) return [];
  return Object.entries(facts).flatMap(([name, incident]): Clock[] => {
    const noticed = isJsonObject(incident) ? parseInstant(String(incident.detectedAt)) : undefined;
    if (!isJsonObject(incident) || noticed === undefined || incident.fullAt !== null) return [];
    const deadline = formatInstant(addMs(noticed, FULL_REPORT_MS));
    const late: JsonObject = { ...incident, overdueAt: deadline };
    const next: ProviderForm = {
      ...form,
      disclosures: { ...form.disclosures, incident: { ...record, facts: { ...facts, [name]: late } } },
    };
    return [{ transition: `overdue/${name}`, deadline, done: incident.overdueAt !== undefined, next }];
  });
}

/** A longer list than this forgets its oldest. */
const OUTAGES_KEPT = 100;

/**
 * The index's claim that it published nothing for a time, which then does not count as anybody's silence. Only the index
 * can make it, each span once; that nothing was logged in between, an audit tells.
 */
function recordOutage(view: StateView, { statement, loggedAt }: Entry, { since, deadline }: Body): Writes | "guard" {
  const before = indexOf(view);
  const [from, to] = [parseInstant(since ?? ""), parseInstant(deadline)];
  if (before === undefined || statement.issuer !== before.issuer || statement.subject !== "index") return "guard";
  if (from === undefined || to === undefined || to > loggedAt || to - from <= SHORTEST_OUTAGE_MS) return "guard";
  const last = before.outages.at(-1);
  if (last !== undefined && from < (parseInstant(last.to) ?? 0)) return "guard";
  const outage = { from: formatInstant(from), to: formatInstant(to) };
  const form: IndexForm = { ...before, outages: [...before.outages, outage].slice(-OUTAGES_KEPT) };
  return new Map([["index", form]]);
}
