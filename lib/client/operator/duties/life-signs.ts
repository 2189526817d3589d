/** What silence will cost, and when: spans in which the log itself was away are nobody's silence. */
import {
  deadlineOfSilence,
  FAILED_AFTER_MS,
  heartbeatStateAt,
  isArmedAt,
  SUSPENDED_AFTER_MS,
} from "#lib/disclosure/heartbeat.ts";
import { parseInstant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { workspaceHref } from "../hrefs.ts";
import type { Duty, DutyFacts } from "./duty.ts";

export function lifeSignDuties(provider: ProviderForm, { now, stepFacts }: DutyFacts): Duty[] {
  const { heartbeat } = provider;
  const outages = stepFacts.get(provider.id)?.outages;
  if (heartbeat === null || outages === undefined || !isArmedAt(heartbeat, now)) return [];
  const common = { sort: "sign-of-life", minutes: 5, href: workspaceHref("automation", provider.id) } as const;
  const { name, id } = provider;
  const state = heartbeatStateAt(heartbeat, outages, now);
  const isSilent = state === "suspended" || state === "failed";
  const dueAt = deadlineOfSilence(heartbeat, isSilent ? FAILED_AFTER_MS : SUSPENDED_AFTER_MS, outages);
  const last = parseInstant(heartbeat.last.loggedAt);
  const said: Duty[] = [
    {
      ...common,
      id: `silence:${id}`,
      title: isSilent
        ? `Send a sign of life of ${name}`
        : state === "late"
          ? `See why ${name} is silent`
          : `Silence would suspend ${name}`,
      why: isSilent
        ? `It is ${state === "failed" ? "counted as failed" : "suspended"} for silence; a beat ends that, the record stays.`
        : "Silence of 72 hours suspends it, of 14 days counts as failure.",
      minutes: isSilent || state === "late" ? 5 : 0,
      dueAt: state === "failed" ? undefined : dueAt,
      askedFrom: isSilent || state === "late" ? last : undefined,
    },
  ];
  const disarmed = heartbeat.disarmedFrom === null ? undefined : parseInstant(heartbeat.disarmedFrom);
  if (disarmed !== undefined && disarmed > now) {
    said.push({
      ...common,
      id: `disarmed:${id}`,
      title: `The heartbeat of ${name} is disarmed`,
      why: "From then on silence has no consequence.",
      minutes: 0,
      dueAt: disarmed,
      askedFrom: undefined,
    });
  }
  return said;
}
