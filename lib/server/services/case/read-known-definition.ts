/**
 * A definition as it stood when a report was filed. What its publisher did since changes nothing: neither a withdrawal nor
 * a flood of newer versions takes an answer out of its reach.
 */
import type pg from "pg";
import type { KnownDefinition } from "#lib/evidence/checks/facts.ts";
import type { DefinitionForm, DefinitionVersion } from "#lib/state/forms.ts";
import { type Definition, type DefinitionPublishBody, hasCode } from "#lib/statement/definition.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { byteaOf, parseForm } from "../state/projected-forms.ts";

/** The index has not looked at the version yet, and will within a minute: no verdict before. */
export class DefinitionPending extends Error {}

/** Undefined: not published before that entry. Errors: `DefinitionPending`. */
export async function readKnownDefinition(
  pool: pg.Pool,
  hash: string,
  filedIn: number,
): Promise<KnownDefinition | undefined> {
  const published = await readForms(pool, hash, "ASC");
  const known = published.filter(({ form }) => (versionOf(form, hash)?.entry ?? filedIn) < filedIn);
  if (known.length === 0) return undefined;
  const newest = await readForms(pool, hash, "DESC");
  const withdrawn = new Map(
    (
      await readWithdrawals(
        pool,
        known.map(({ form }) => form.id),
      )
    ).map((each) => [each.id, each.entry]),
  );
  let isPending = false;
  let chosen = known[0];
  let listed = false;
  for (const each of known) {
    const admission = newest.map(({ form }) => form).find(({ id }) => id === each.form.id);
    const found = admission === undefined ? null : (versionOf(admission, hash)?.admission ?? null);
    const end = withdrawn.get(each.form.id);
    if (found === null && end === undefined) isPending = true;
    const isListed = found?.outcome === "admitted" && (end === undefined || (end > filedIn && found.entry < end));
    if (isListed && !listed) [chosen, listed] = [each, true];
  }
  if (!listed && isPending) throw new DefinitionPending(hash);
  if (chosen === undefined) return undefined;
  const version = versionOf(chosen.form, hash);
  if (version === undefined) return undefined;
  const older = chosen.form.versions[1];
  const before = older === undefined ? undefined : await readVersion(pool, older);
  return { ...(await readVersion(pool, version)), listed, ...(before === undefined ? {} : { before }) };
}

function versionOf({ versions }: DefinitionForm, hash: string): DefinitionVersion | undefined {
  return versions.find((version) => version.hash === hash);
}

/** Of each definition that has, or had, a version of that hash: its form when it came (`ASC`), or as it last kept it. */
async function readForms(pool: pg.Pool, hash: string, order: "ASC" | "DESC"): Promise<{ form: DefinitionForm }[]> {
  const { rows } = await pool.query<{ form: string }>(
    `SELECT form FROM (
       SELECT DISTINCT ON (key) key, form, from_size FROM aggregate_version
        WHERE kind = 'definition' AND form::jsonb @> $1::jsonb ORDER BY key, from_size ${order}) AS forms
      ORDER BY from_size`,
    [JSON.stringify({ versions: [{ hash }] })],
  );
  return rows.flatMap((row) => {
    const form = parseForm(row.form);
    return form.aggregate === "definition" ? [{ form }] : [];
  });
}

async function readWithdrawals(pool: pg.Pool, ids: readonly string[]): Promise<{ id: string; entry: number }[]> {
  const { rows } = await pool.query<{ form: string }>(
    "SELECT form FROM aggregate_version WHERE key = ANY($1::text[]) AND to_size IS NULL",
    [ids.map((id) => `definition:${id}`)],
  );
  return rows.flatMap((row) => {
    const form = parseForm(row.form);
    return form.aggregate === "definition" && form.withdrawn !== null
      ? [{ id: form.id, entry: form.withdrawn.entry }]
      : [];
  });
}

/** The document of a version, with its code and state as far as they are there for everybody. */
async function readVersion(
  pool: pg.Pool,
  { entry: index }: DefinitionVersion,
): Promise<Omit<KnownDefinition, "listed">> {
  const { rows } = await pool.query<{ leaf: Buffer }>("SELECT leaf FROM log_entry WHERE index = $1", [index]);
  const entry = rows[0] && parseEntry(new Uint8Array(rows[0].leaf));
  if (entry?.ok !== true) throw new Error(`The stored entry ${index} does not parse.`);
  const { statement } = entry.value.parsed;
  const definition: Definition = (statement.body as unknown as DefinitionPublishBody).definition;
  const files: (Uint8Array | undefined)[] = [];
  for (const { commit } of statement.parts ?? []) files.push(await readPublicPart(pool, commit));
  const code = hasCode(definition) ? files.shift() : undefined;
  return { definition, material: { code, state: files[0] } };
}

/** Undefined for a part that was withheld, or that its first statement did not make public. */
export async function readPublicPart(pool: pg.Pool, commit: string): Promise<Uint8Array | undefined> {
  const { rows } = await pool.query<{ bytes: Buffer }>(
    "SELECT bytes FROM part WHERE commit = $1 AND visibility = 'public'",
    [byteaOf(commit)],
  );
  return rows[0] && new Uint8Array(rows[0].bytes);
}
