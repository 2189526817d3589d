/** The statements of a log that count for their providers, as answers read them: by the entry that published each. */
import { groupBy } from "#lib/disclosure/group-by.ts";
import type { PriceVersion } from "#lib/disclosure/price-history.ts";
import { buildOf, jurisdictionOf, type Said } from "#lib/disclosure/traits.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { AuditedEntry } from "#lib/state/audit.ts";
import { proposalOf, type StateView } from "#lib/state/view.ts";

/** `entry`: from which on it holds, its own or that of the last signature under it; `index`: its own. */
export type Published = {
  readonly index: number;
  readonly entry: number;
  readonly loggedAt: Instant;
  readonly kind: string;
  readonly body: JsonObject;
};

/** By subject, newest first. What several keys must sign is published by the last signature, and never before. */
export function publishedOf(
  entries: readonly AuditedEntry[],
  state: StateView,
): ReadonlyMap<string, readonly Published[]> {
  const times = new Map(entries.map(({ index, loggedAt }) => [index as number, loggedAt]));
  const published = entries.flatMap(({ index, loggedAt, effect, parsed }): (Published & { subject: string })[] => {
    if (effect.status !== "effective") return [];
    const { subject, kind, body } = parsed.statement;
    const proposal = proposalOf(state, parsed.hash);
    if (proposal === undefined) return [{ index, entry: index, loggedAt, kind, body, subject }];
    const { carriedIn } = proposal;
    if (carriedIn === null) return [];
    return [{ index, entry: carriedIn, loggedAt: times.get(carriedIn) ?? loggedAt, kind, body, subject }];
  });
  return groupBy(
    published.sort((a, b) => b.entry - a.entry),
    ({ subject }) => subject,
  );
}

/** What a provider says of itself in its newest disclosures. */
export function saidBy(published: ReadonlyMap<string, readonly Published[]>, id: string): Said {
  const bodyOf = (type: "identity" | "software") =>
    published.get(id)?.find(({ kind }) => kind === `disclosure.${type}`)?.body;
  return { jurisdiction: jurisdictionOf(bodyOf("identity")), build: buildOf(bodyOf("software")) };
}

/** Versions of a provider's price list, newest first, at most `count`. */
export function priceVersions(
  published: ReadonlyMap<string, readonly Published[]>,
  id: string,
  count: number,
): PriceVersion[] {
  return (published.get(id) ?? []).filter(({ kind }) => kind === "disclosure.fees").slice(0, count);
}
