/** A name that nothing proves. */
import type { ProviderForm } from "#lib/state/forms.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";
import { namesHref } from "../hrefs.ts";
import type { Duty, DutyFacts } from "./duty.ts";

export function nameDuties(provider: ProviderForm, { now }: DutyFacts): Duty[] {
  if (isNameProven(provider, now)) return [];
  return [
    {
      id: `name:${provider.id}`,
      sort: "name",
      title: `Prove the name of ${provider.name}`,
      why: "Every page says “unproven name” before it. A DNS record, a file or its own key proves it.",
      minutes: 5,
      href: namesHref(provider.id),
      dueAt: undefined,
      askedFrom: now,
    },
  ];
}
