/** Definitions as they stood when a report was filed, out of the database. */
import type pg from "pg";
import type { KnownDefinition } from "#lib/evidence/checks/facts.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { publishedBy, versionThen } from "#lib/state/definition-then.ts";
import type { DefinitionVersion } from "#lib/state/forms.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { readLives } from "../definition/definition-lives.ts";
import { byteaOf } from "../state/projected-forms.ts";

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
  return before === undefined ? known : { ...known, before: await readVersion(pool, before) };
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
