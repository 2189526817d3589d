/** Disclosures that end: asked for in the last fifth of their life, and after it. */
import { lifeOf } from "#lib/disclosure/staleness.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { DISCLOSURES, isDisclosureName } from "#lib/statement/disclosures/all.ts";
import { publishHref } from "../hrefs.ts";
import type { Duty, DutyFacts } from "./duty.ts";

export function renewals(provider: ProviderForm, { now }: DutyFacts): Duty[] {
  return Object.entries(provider.disclosures).flatMap(([type, record]) => {
    const life = lifeOf(record);
    if (!isDisclosureName(type) || life === undefined || life.until === null) return [];
    const rule = DISCLOSURES[type];
    const { from, until } = life;
    const day = formatInstant(until).slice(0, 10);
    return [
      {
        id: `renewal:${provider.id}:${type}`,
        sort: "renewal",
        title: `Renew the ${rule.title.toLowerCase()} of ${provider.name}`,
        why: until <= now ? `Stale since ${day}. The gap stays visible.` : `After ${day} it shows as stale.`,
        minutes: Math.max(1, Math.ceil(rule.minutes / 2)),
        href: publishHref(provider.id, rule),
        dueAt: until,
        // Integers only: the first moment at which left / whole <= 1 / 5.
        askedFrom: asInstant(until - Math.floor((until - from) / 5)),
      } satisfies Duty,
    ];
  });
}
