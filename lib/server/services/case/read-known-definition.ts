/** Definitions as they stood when a report was filed, out of the database. */
import type pg from "pg";
import type { KnownDefinition } from "#lib/evidence/checks/facts.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { type DefinitionLife, promisedSince, publishedBy, versionThen } from "#lib/state/definition-then.ts";
import type { DefinitionForm, DefinitionVersion } from "#lib/state/forms.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { byteaOf, parseForm } from "../state/projected-forms.ts";

/** Undefined: not published before that entry. Errors: `DefinitionPending`. */
export async function readKnownDefinition(
  pool: pg.Pool,
  hash: string,
  filedIn: EntryIndex,
): Promise<KnownDefinition | undefined> {
  const found = versionThen(await readLives(pool, hash), hash, filedIn);
  if (found === undefined) return undefined;
  const { version, before, listed, withdrawn } = found;
  const known = { ...(await readVersion(pool, version)), listed, ...(withdrawn && { withdrawn }) };
  if (before === undefined) return known;
  return { ...known, before: { ...(await readVersion(pool, before)), since: promisedSince(before) } };
}

/** Of each definition that has, or had, a version of that hash. */
export async function readLives(pool: pg.Pool, hash: string): Promise<DefinitionLife[]> {
  const published = await readFirst(pool, { hash });
  const admitted = new Map(
    (await readFirst(pool, { hash, admission: { outcome: "admitted" } })).map((form) => [form.id, form]),
  );
  const newest = await readNewest(
    pool,
    published.map(({ id }) => id),
  );
  return published.map((first) => ({
    first,
    admitted: admitted.get(first.id),
    newest: newest.get(first.id) ?? first,
  }));
}

/** Of each definition the first form with a version like that. Migration 0034 has an index for this very expression. */
async function readFirst(pool: pg.Pool, version: object): Promise<DefinitionForm[]> {
  const { rows } = await pool.query<{ form: string }>(
    `SELECT DISTINCT ON (key) form FROM aggregate_version
      WHERE kind = 'definition' AND form::jsonb @> $1::jsonb ORDER BY key, from_size`,
    [JSON.stringify({ versions: [version] })],
  );
  return rows.flatMap(definitionIn);
}

/** By id. */
async function readNewest(pool: pg.Pool, ids: readonly string[]): Promise<Map<string, DefinitionForm>> {
  const { rows } = await pool.query<{ form: string }>(
    "SELECT form FROM aggregate_version WHERE key = ANY($1::text[]) AND to_size IS NULL",
    [ids.map((id) => `definition:${id}`)],
  );
  return new Map(rows.flatMap(definitionIn).map((form) => [form.id, form]));
}

function definitionIn(row: { form: string }): DefinitionForm[] {
  const form = parseForm(row.form);
  return form.aggregate === "definition" ? [form] : [];
}

async function readVersion(pool: pg.Pool, { entry: index }: DefinitionVersion): ReturnType<typeof publishedBy> {
  const { rows } = await pool.query<{ leaf: Buffer }>("SELECT leaf FROM log_entry WHERE index = $1", [index]);
  const entry = rows[0] && parseEntry(new Uint8Array(rows[0].leaf));
  if (entry?.ok !== true) throw new Error(`The stored entry ${index} does not parse.`);
  return await publishedBy(entry.value.parsed.statement, (commit) => readPublicPart(pool, commit));
}

/** Undefined for a part that was withheld, or that its first statement did not make public. */
export async function readPublicPart(pool: pg.Pool, commit: string): Promise<Uint8Array | undefined> {
  const { rows } = await pool.query<{ bytes: Buffer }>(
    "SELECT bytes FROM part WHERE commit = $1 AND visibility = 'public'",
    [byteaOf(commit)],
  );
  return rows[0] && new Uint8Array(rows[0].bytes);
}
