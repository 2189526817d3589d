/**
 * Runs the tests of definitions that were published and not looked at, and logs what came out as `definition.admit`. The
 * log itself is the list of what is to do: run as often as one likes.
 */

import { type Admission, admit, type Host } from "#lib/evidence/definition/admission.ts";
import type { Random } from "#lib/kernel/clock.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { parseForm } from "#lib/server/services/state/projected-forms.ts";
import type { DefinitionForm, DefinitionVersion } from "#lib/state/forms.ts";
import { hasCode } from "#lib/statement/coded-definition.ts";
import type { DefinitionPublishBody } from "#lib/statement/definition.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { isOnItsWay, readNewestForm, type StatementSigner, submitOwn } from "./own-statement.ts";

/** Each may use several times its wall-clock limit; the next minute goes on. */
const AT_ONCE = 4;

export type AdmitMeans = { readonly hosts: readonly Host[]; readonly signer: StatementSigner; readonly random: Random };

/** What was submitted: hash and outcome of each version. Nothing while the index does not sign. */
export async function admitDefinitions(
  sql: Sql,
  { hosts, signer, random }: AdmitMeans,
  receivedAt: Instant,
): Promise<{ hash: string; outcome: string }[]> {
  const head = await readHead(sql);
  if (head.health !== "ok") return [];
  const index = await readNewestForm(sql, "index");
  if (index?.aggregate !== "index") return [];
  const done: { hash: string; outcome: string }[] = [];
  const waiting = new Set<string>();
  for (const [form, version] of await readUnseen(sql)) {
    if (waiting.has(form.id)) continue;
    if (await isOnItsWay(sql, ['"kind":"definition.admit"', `"definition":"${version.hash}"`])) continue;
    const admission = await testVersion(sql, version, hosts);
    if (admission === undefined) {
      waiting.add(form.id);
      continue;
    }
    const body = bodyOf(version.hash, admission);
    const speaker = { signer, issuer: index.issuer, now: head.now, receivedAt, random };
    await submitOwn(sql, speaker, { kind: "definition.admit", subject: form.id, body });
    done.push({ hash: version.hash, outcome: String(body.outcome) });
  }
  return done;
}

function bodyOf(hash: string, { admitted, failed, results }: Admission): JsonObject {
  return {
    definition: hash,
    outcome: admitted ? "admitted" : "refused",
    ...(failed === undefined ? {} : { failed }),
    ...(results === undefined ? {} : { results }),
  };
}

/**
 * The first of each publisher before anybody's second; of one definition the oldest version first, and none before those that
 * it replaced: a grace is worth something only where the version before was admitted first.
 */
async function readUnseen(sql: Sql): Promise<[DefinitionForm, DefinitionVersion][]> {
  const { rows } = await sql.query<{ form: string }>(
    `SELECT form FROM aggregate_version WHERE to_size IS NULL AND kind = 'definition'
        AND form::jsonb @> '{"versions": [{"admission": null}], "withdrawn": null}'
      ORDER BY row_number() OVER (PARTITION BY form::jsonb->>'publisher' ORDER BY from_size), from_size LIMIT $1`,
    [AT_ONCE],
  );
  return rows.flatMap((row) => {
    const form = parseForm(row.form);
    if (form.aggregate !== "definition") return [];
    return form.versions
      .toReversed()
      .filter(({ admission }) => admission === null)
      .map((version): [DefinitionForm, DefinitionVersion] => [form, version]);
  });
}

/** Undefined when a host is away: then nothing is said of the version yet. */
async function testVersion(
  sql: Sql,
  version: DefinitionVersion,
  hosts: readonly Host[],
): Promise<Admission | undefined> {
  const { rows } = await sql.query<{ leaf: Buffer }>("SELECT leaf FROM log_entry WHERE index = $1", [version.entry]);
  const entry = rows[0] && parseEntry(new Uint8Array(rows[0].leaf));
  if (entry?.ok !== true) throw new Error(`The stored entry ${version.entry} does not parse.`);
  const { statement } = entry.value.parsed;
  const { definition } = statement.body as unknown as DefinitionPublishBody;
  const files: (Uint8Array | undefined)[] = [];
  for (const { commit } of statement.parts ?? []) files.push(await readPart(sql, commit));
  const code = hasCode(definition) ? files.shift() : undefined;
  return await admit(definition, { code, state: files[0] }, hosts);
}

/** Undefined for a part that was withheld. */
async function readPart(sql: Sql, commit: string): Promise<Uint8Array | undefined> {
  const { rows } = await sql.query<{ bytes: Buffer }>("SELECT bytes FROM part WHERE commit = $1", [
    Buffer.from(commit, "hex"),
  ]);
  return rows[0] && new Uint8Array(rows[0].bytes);
}
