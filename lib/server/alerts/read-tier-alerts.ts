/**
 * What followers are told of marks: by the rows that entries of a span moved, against what was told last. While a day lasts
 * its row may move again, and each move that is seen is told. Read again from the log, of each day only the last is found.
 */
import type { EntryIndex, ProviderId } from "#lib/kernel/ids.ts";
import type { Marks } from "#lib/reputation/marks.ts";
import type { Tier } from "#lib/reputation/tier.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { type Alert, type MarksTold, type MovedBy, marksAlerts, NOTHING_TOLD, named } from "#lib/state/alerts.ts";

/** Entries `from` to `to`, which is not one of them. Oldest first. */
export async function readTierAlerts(sql: Sql, from: number, to: number): Promise<Alert[]> {
  const { rows } = await sql.query<{ provider: string; day: number; size: number; form: string }>(
    `SELECT m.provider, m.day, m.size, m.form
       FROM mark_row m
      WHERE m.day BETWEEN (SELECT logged_at_ms / 86400000 FROM entry_row WHERE index = $1)
                      AND (SELECT logged_at_ms / 86400000 FROM entry_row WHERE index = $2 - 1)
        AND m.size > $1 AND m.size <= $2
      ORDER BY m.day, m.size, m.provider`,
    [from, to],
  );
  const providers = rows.map(({ provider }) => provider);
  const [told, models] = [await readTold(sql, providers, from), await readModelEntries(sql, from, to)];
  return rows.flatMap(({ provider, day, size, form }) => {
    const entry = (Number(size) - 1) as EntryIndex;
    const marks: Marks = JSON.parse(form);
    const before = told.get(provider) ?? NOTHING_TOLD;
    const found = marksAlerts(before, marks, entry, movedBy(models.get(Number(day)), entry));
    // What does not pend any more is news when it pends again.
    const kept = marks.pending === null ? { ...before, pending: null } : before;
    told.set(provider, found.reduce(afterTelling, kept));
    return named(provider as ProviderId, entry, found);
  });
}

/** `models`: entries that put a model in force on the day of the row. */
function movedBy(models: readonly number[] | undefined, entry: EntryIndex): MovedBy {
  const before = models?.filter((index) => index <= entry) ?? [];
  if (before.length === 0) return "facts";
  return before.includes(entry) ? "model" : "both";
}

/** By UTC day, within the span. */
async function readModelEntries(sql: Sql, from: number, to: number): Promise<Map<number, number[]>> {
  const { rows } = await sql.query<{ index: number; day: number }>(
    `SELECT index, logged_at_ms / 86400000 AS day FROM entry_row
      WHERE kind = 'model.activate' AND status = 'effective' AND index >= $1 AND index < $2`,
    [from, to],
  );
  const found = new Map<number, number[]>();
  for (const { index, day } of rows) found.set(Number(day), [...(found.get(Number(day)) ?? []), Number(index)]);
  return found;
}

function afterTelling(told: MarksTold, { kind, about, facts }: Pick<Alert, "kind" | "about" | "facts">): MarksTold {
  return kind === "downgrade-pending" ? { ...told, pending: about } : { ...told, tier: facts.to as Tier };
}

/**
 * What stands in the table: by entry, and of one entry whatever came last. A fall that was told is news again if a row since
 * then, before entry `from`, has none ahead.
 */
async function readTold(sql: Sql, providers: readonly string[], from: number): Promise<Map<string, MarksTold>> {
  if (providers.length === 0) return new Map();
  const { rows } = await sql.query<{ provider_id: string; kind: Alert["kind"]; about: string; facts: string }>(
    `SELECT provider_id, kind, about, facts FROM (
       SELECT DISTINCT ON (provider_id, kind = 'downgrade-pending') provider_id, kind, about, facts, entry_index FROM alert
        WHERE provider_id = ANY($1::text[])
          AND kind IN ('tier-dropped', 'tier-raised', 'tier-faded', 'downgrade-pending')
        ORDER BY provider_id, kind = 'downgrade-pending', entry_index DESC) a
      WHERE kind <> 'downgrade-pending'
         OR NOT EXISTS (SELECT FROM mark_row m
                         WHERE m.provider = a.provider_id AND m.size > a.entry_index + 1 AND m.size <= $2
                           AND m.form::jsonb -> 'pending' = 'null'::jsonb)`,
    [[...new Set(providers)], from],
  );
  const told = new Map<string, MarksTold>();
  for (const { provider_id, facts, ...row } of rows)
    told.set(provider_id, afterTelling(told.get(provider_id) ?? NOTHING_TOLD, { ...row, facts: JSON.parse(facts) }));
  return told;
}
