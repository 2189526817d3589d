/** Definitions by the hash of a version that they have, or had: the forms that tell what became of it. */
import type pg from "pg";
import type { DefinitionLife } from "#lib/state/definition-then.ts";
import type { DefinitionForm } from "#lib/state/forms.ts";
import { parseForm } from "../state/projected-forms.ts";

/** Of each definition that has, or had, a version of that hash, in the order of ids. `size`: as the log stood then. */
export async function readLives(
  pool: pg.Pool,
  hash: string,
  size: number = Number.MAX_SAFE_INTEGER,
): Promise<DefinitionLife[]> {
  const published = await readFirst(pool, { hash }, size);
  const admitted = new Map(
    (await readFirst(pool, { hash, admission: { outcome: "admitted" } }, size)).map((form) => [form.id, form]),
  );
  const newest = await readNewest(
    pool,
    published.map(({ id }) => id),
    size,
  );
  return published.map((first) => ({
    first,
    admitted: admitted.get(first.id),
    newest: newest.get(first.id) ?? first,
  }));
}

type PublishedVersion = { readonly hash: string; readonly admission?: { readonly outcome: "admitted" } };

/** Of each definition the first form with a version like that. */
async function readFirst(pool: pg.Pool, version: PublishedVersion, size: number): Promise<DefinitionForm[]> {
  const { rows } = await pool.query<{ form: string }>(
    `SELECT DISTINCT ON (key) form FROM aggregate_version
      WHERE kind = 'definition' AND from_size <= $1 AND ${HAS_VERSION} ORDER BY key, from_size`,
    [size, version.hash, JSON.stringify({ versions: [version] })],
  );
  return rows.flatMap(definitionIn);
}

/** `$2`: a version's hash, which is looked for as text before a form is parsed; `$3`: what the form contains with it. */
export const HAS_VERSION = "strpos(form, $2) > 0 AND form::jsonb @> $3::jsonb";

/** By id. */
async function readNewest(pool: pg.Pool, ids: readonly string[], size: number): Promise<Map<string, DefinitionForm>> {
  const { rows } = await pool.query<{ form: string }>(
    `SELECT form FROM aggregate_version
      WHERE key = ANY($1::text[]) AND from_size <= $2 AND (to_size IS NULL OR to_size > $2)`,
    [ids.map((id) => `definition:${id}`), size],
  );
  return new Map(rows.flatMap(definitionIn).map((form) => [form.id, form]));
}

function definitionIn(row: { form: string }): DefinitionForm[] {
  const form = parseForm(row.form);
  return form.aggregate === "definition" ? [form] : [];
}
