/** The price lists among entries, however many keys sign for the provider. Without schemas: pages read them, too. */
import type { PriceVersion } from "#lib/disclosure/price-history.ts";
import { parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { EntrySummary, EntryView } from "./entries.ts";

/**
 * Those that take effect, newest first. One that several keys sign is of the entry of its last signature, and none before: each
 * proposal costs one entry more. Rejects as `read` does.
 */
export async function publishedLists(
  entries: readonly Pick<EntrySummary, "index" | "effect">[],
  read: (index: number) => Promise<EntryView>,
): Promise<PriceVersion[]> {
  const effective = entries.filter(({ effect }) => effect.status === "effective");
  const found = await Promise.all(
    effective.map(async ({ index, effect }) => {
      const stated = await read(index);
      if (effect.proposed !== true) return versionOf(stated, stated);
      const carriedIn = stated.proposal?.carried_in ?? null;
      return carriedIn === null ? [] : versionOf(stated, await read(carriedIn));
    }),
  );
  return found.flat().sort((a, b) => b.entry - a.entry);
}

function versionOf({ statement }: EntryView, published: Pick<EntryView, "index" | "logged_at">): PriceVersion[] {
  const loggedAt = parseInstant(published.logged_at);
  const { body } = statement as { body?: JsonObject };
  return loggedAt === undefined || body === undefined ? [] : [{ body, loggedAt, entry: published.index }];
}
