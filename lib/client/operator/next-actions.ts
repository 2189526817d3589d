/**
 * What a returning operator should do next, and the clocks of the next weeks. Every sentence is a fact of the log or of
 * this browser; no effect on anybody's judgement is promised.
 */
import { addMs, DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import { accountDuties } from "./duties/account-duties.ts";
import { caseDuties } from "./duties/cases.ts";
import { dates } from "./duties/dates.ts";
import type { Duty, DutyFacts } from "./duties/duty.ts";
import { incidentDuties } from "./duties/incidents.ts";
import { lifeSignDuties } from "./duties/life-signs.ts";
import { nameDuties } from "./duties/names.ts";
import { renewals } from "./duties/renewals.ts";
import { stepDuties } from "./duties/steps.ts";

const MAX_ACTIONS = 5;
export const CALENDAR_DAYS = 30;

/** Of the account and all its providers, in no order. */
export function dutiesOf(facts: DutyFacts): Duty[] {
  const ofProvider = [nameDuties, renewals, caseDuties, incidentDuties, lifeSignDuties, dates, stepDuties];
  return [
    ...accountDuties(facts),
    ...facts.providers.flatMap((provider) => ofProvider.flatMap((duties) => duties(provider, facts))),
  ];
}

/** At most five, most urgent first: what is past its date, what ends next, then what has no date. */
export function nextActions(duties: readonly Duty[], now: Instant): Duty[] {
  const asked = duties.filter(({ askedFrom }) => askedFrom !== undefined && askedFrom <= now);
  return asked.toSorted((a, b) => urgency(a, now) - urgency(b, now)).slice(0, MAX_ACTIONS);
}

/** The account's own safety stands with what is overdue since yesterday; steps come after every date. */
function urgency({ dueAt, sort }: Duty, now: Instant): number {
  return dueAt ?? (sort === "step" ? Number.MAX_SAFE_INTEGER : now - DAY_MS);
}

/** Everything with a date up to 30 days ahead, overdue duties included; what came by itself and is past is left out. */
export function clocksAhead(duties: readonly Duty[], now: Instant): (Duty & { dueAt: Instant })[] {
  const end = addMs(now, CALENDAR_DAYS * DAY_MS);
  return duties
    .flatMap((duty) => (duty.dueAt === undefined ? [] : [{ ...duty, dueAt: duty.dueAt }]))
    .filter(({ dueAt, askedFrom }) => dueAt <= end && (dueAt > now || askedFrom !== undefined))
    .toSorted((a, b) => a.dueAt - b.dueAt);
}
