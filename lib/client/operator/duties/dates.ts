/** What comes by itself: announced prices, and the last days of a provider that closes. */
import { closingOf, daysAhead } from "#lib/disclosure/closing.ts";
import { parseInstant } from "#lib/kernel/instant.ts";
import type { JsonValue } from "#lib/kernel/json.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { workspaceHref } from "../hrefs.ts";
import type { Duty, DutyFacts } from "./duty.ts";

export function dates(provider: ProviderForm, { now }: DutyFacts): Duty[] {
  const { id, name, disclosures } = provider;
  const common = { minutes: 0, askedFrom: undefined } as const;
  const lines = Object.entries((disclosures.fees?.facts?.lines ?? {}) as Record<string, readonly JsonValue[]>);
  const prices = lines.flatMap(([line, [price, from]]): Duty[] => {
    const dueAt = parseInstant(String(from));
    if (dueAt === undefined || dueAt <= now) return [];
    const title = `New price of ${name}: ${line}`;
    const why = `${String(price)} per 1,000 from then on.`;
    const href = workspaceHref("prices", id);
    return [{ ...common, id: `price:${id}:${line}`, sort: "price", title, why, href, dueAt }];
  });
  const closing = closingOf(disclosures.windup_notice);
  const last = closing === undefined ? [] : daysAhead(closing, now);
  return [
    ...prices,
    ...last.map(
      ({ what, at }): Duty => ({
        ...common,
        id: `closing:${id}:${what}`,
        sort: "closing",
        title: `Day of the ${what} at ${name}`,
        why: "As its wind-up notice says.",
        href: `/providers/${id}`,
        dueAt: at,
      }),
    ),
  ];
}
