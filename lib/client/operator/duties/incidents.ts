/** Open reports and action items of incidents. */
import {
  type ActionItem,
  ANSWER_MS,
  FULL_REPORT_MS,
  type Incident,
  ITEM_UPDATE_MS,
  incidentsOf,
  type Question,
  updateDueOf,
} from "#lib/disclosure/incident-clocks.ts";
import { addMs, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { incidentHref } from "../hrefs.ts";
import type { Duty, DutyFacts } from "./duty.ts";

/** An action item is asked after this long before it is due. */
const ITEM_AHEAD_MS = 7 * DAY_MS;

export function incidentDuties(provider: ProviderForm, facts: DutyFacts): Duty[] {
  return incidentsOf(provider.disclosures).flatMap((incident) => [
    ...reportDuty(provider, incident, facts),
    ...incident.questions.flatMap((question) => questionDuty(provider, incident, question)),
    ...incident.items.flatMap((item) => itemDuty(provider, incident, item, facts)),
  ]);
}

function reportDuty(provider: ProviderForm, { name, detectedAt, fullAt }: Incident, { now }: DutyFacts): Duty[] {
  if (fullAt !== null) return [];
  const dueAt = addMs(detectedAt, FULL_REPORT_MS);
  const day = formatInstant(dueAt).slice(0, 10);
  return [
    {
      id: `incident:${provider.id}:${name}`,
      sort: "incident",
      title: `Finish the report on ${name}`,
      why:
        dueAt <= now
          ? `The full report of ${provider.name} is late since ${day}, and readers see that.`
          : `${provider.name} owes the full report 14 days after noticing.`,
      minutes: 15,
      href: incidentHref(provider.id, name),
      dueAt,
      askedFrom: detectedAt,
    },
  ];
}

function questionDuty(provider: ProviderForm, { name }: Incident, { askedAt, answeredAt }: Question): Duty[] {
  if (answeredAt !== null) return [];
  const asked = formatInstant(askedAt).slice(0, 10);
  return [
    {
      id: `question:${provider.id}:${name}:${askedAt}`,
      sort: "incident",
      title: `Answer the question on ${name}`,
      why: `It reached ${provider.name} on ${asked}; readers expect the answer within ${ANSWER_MS / DAY_MS} days.`,
      minutes: 5,
      href: incidentHref(provider.id, name),
      dueAt: addMs(askedAt, ANSWER_MS),
      askedFrom: askedAt,
    },
  ];
}

function itemDuty(provider: ProviderForm, { name }: Incident, item: ActionItem, { now }: DutyFacts): Duty[] {
  if (item.status === "done" || item.status === "dropped") return [];
  const isPast = item.due <= now;
  const heard = item.saidAt !== null && item.saidAt >= item.due;
  const day = formatInstant(item.due).slice(0, 10);
  return [
    {
      id: `item:${provider.id}:${name}:${item.name}`,
      sort: "incident",
      title: `Say what became of ${item.name}`,
      why: isPast
        ? `Promised after ${name} of ${provider.name} for ${day}; readers should hear of it within ${ITEM_UPDATE_MS / DAY_MS} days.`
        : `Promised after ${name} of ${provider.name}.`,
      minutes: 2,
      href: `${incidentHref(provider.id, name)}#item-${item.name}`,
      dueAt: isPast && !heard ? updateDueOf(item) : item.due,
      askedFrom: addMs(item.due, -ITEM_AHEAD_MS),
    },
  ];
}
