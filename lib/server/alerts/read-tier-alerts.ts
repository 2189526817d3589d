/**
 * What followers are told of marks: by the rows that entries of a span moved, against what was told last. While a day lasts
 * its row may move again, and each move that is seen is told. Read again from the log, of each day only the last is found.
 */
import type { EntryIndex, ProviderId } from "#lib/kernel/ids.ts";
import type { Marks } from "#lib/reputation/marks.ts";
import type { Tier } from "#lib/reputation/tier.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { type Alert, type MarksTold, marksAlerts, NOTHING_TOLD, named } from "#lib/state/alerts.ts";

/** Entries `from` to `to`, which is not one of them. Oldest first. */
export async function readTierAlerts(sql: Sql, from: number, to: number): Promise<Alert[]> {
  const { rows } = await sql.query<{ provider: string; size: number; form: string; kind: string }>(
    `SELECT m.provider, m.size, m.form, e.kind
       FROM mark_row m JOIN entry_row e ON e.index = m.size - 1
      WHERE m.day BETWEEN (SELECT logged_at_ms / 86400000 FROM entry_row WHERE index = $1)
                      AND (SELECT logged_at_ms / 86400000 FROM entry_row WHERE index = $2 - 1)
        AND m.size > $1 AND m.size <= $2
      ORDER BY m.day, m.size, m.provider`,
    [from, to],
  );
  const told = await readTold(
    sql,
    rows.map(({ provider }) => provider),
  );
  return rows.flatMap(({ provider, size, form, kind }) => {
    const entry = (Number(size) - 1) as EntryIndex;
    const marks: Marks = JSON.parse(form);
    const before = told.get(provider) ?? NOTHING_TOLD;
    const found = marksAlerts(before, marks, entry, kind === "model.activate");
    told.set(provider, found.reduce(afterTelling, before));
    return named(provider as ProviderId, entry, found);
  });
}

function afterTelling(told: MarksTold, { kind, about, facts }: Pick<Alert, "kind" | "about" | "facts">): MarksTold {
  return kind === "downgrade-pending" ? { ...told, pending: about } : { ...told, tier: facts.to as Tier };
}

/** What stands in the table: by entry, and of one entry whatever came last. */
async function readTold(sql: Sql, providers: readonly string[]): Promise<Map<string, MarksTold>> {
  if (providers.length === 0) return new Map();
  const { rows } = await sql.query<{ provider_id: string; kind: Alert["kind"]; about: string; facts: string }>(
    `SELECT DISTINCT ON (provider_id, kind = 'downgrade-pending') provider_id, kind, about, facts FROM alert
      WHERE provider_id = ANY($1::text[]) AND kind IN ('tier-dropped', 'tier-raised', 'downgrade-pending')
      ORDER BY provider_id, kind = 'downgrade-pending', entry_index DESC`,
    [[...new Set(providers)]],
  );
  const told = new Map<string, MarksTold>();
  for (const { provider_id, facts, ...row } of rows)
    told.set(provider_id, afterTelling(told.get(provider_id) ?? NOTHING_TOLD, { ...row, facts: JSON.parse(facts) }));
  return told;
}
