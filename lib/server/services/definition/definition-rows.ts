/**
 * What definitions are looked for by, a row for each, kept in this process: a view reads what is new since the last one, and the
 * forms of its own page. Letters are compared in small ones, of whatever script, and however an accent is written.
 */

import type pg from "pg";
import { normalForm } from "#lib/kernel/normal-form.ts";
import type { AggregateKey } from "#lib/state/forms.ts";
import type { DefinitionKind } from "#lib/statement/definition.ts";

export type DefinitionRow = {
  readonly key: AggregateKey;
  /** As {@link folded}. */
  readonly name: string;
  readonly kind: DefinitionKind;
  /** Where its newest version was published. */
  readonly newest: number;
};

type Known = { readonly size: number; readonly rows: ReadonlyMap<string, DefinitionRow> };

const known = new WeakMap<pg.Pool, Promise<Known>>();

/** Of the log's first `size` entries, and of what this process has met since, in no order. */
export async function readDefinitionRows(pool: pg.Pool, size: number): Promise<DefinitionRow[]> {
  const before = known.get(pool) ?? Promise.resolve({ size: 0, rows: new Map() });
  const next = before.then((read) => (read.size >= size ? read : readSince(pool, read, size)));
  // Who comes meanwhile waits for this; what failed is read again from where it was known.
  known.set(
    pool,
    next.catch(() => before),
  );
  return [...(await next).rows.values()];
}

type Row = { key: string; name: string; kind: DefinitionKind; newest: string | null };

async function readSince(pool: pg.Pool, { size: since, rows: before }: Known, size: number): Promise<Known> {
  const { rows } = await pool.query<Row>(
    `SELECT key, form::json ->> 'name' AS name, form::json ->> 'kind' AS kind,
            form::json -> 'versions' -> 0 ->> 'entry' AS newest
       FROM aggregate_version
      WHERE kind = 'definition' AND from_size > $1 AND from_size <= $2 AND (to_size IS NULL OR to_size > $2)`,
    [since, size],
  );
  const all = new Map(before);
  for (const { key, name, kind, newest } of rows)
    all.set(key, { key: key as AggregateKey, name: folded(name), kind, newest: Number(newest ?? -1) });
  return { size, rows: all };
}

/** The same whatever language the machine speaks. */
export function folded(text: string): string {
  return normalForm(normalForm(text, "NFC").toLowerCase(), "NFC");
}
