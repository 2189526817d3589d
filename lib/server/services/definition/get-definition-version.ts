import type { AsOf } from "#lib/contract/common.ts";
import type { DefinitionVersionView } from "#lib/contract/definitions.ts";
import { versionOf } from "#lib/state/definition-then.ts";
import type { DefinitionVersion } from "#lib/state/forms.ts";
import { hasCode } from "#lib/statement/coded-definition.ts";
import { type Definition, type DefinitionPublishBody, stateOf } from "#lib/statement/definition.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import { readLives } from "../case/read-known-definition.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { getDefinition } from "./get-definition.ts";

/** One version as published. Errors: `not-found`. */
export async function getDefinitionVersion(
  ctx: Ctx,
  id: string,
  hash: string,
): Promise<{ data: DefinitionVersionView; as_of: AsOf }> {
  const { data: found, as_of } = await getDefinition(ctx, id);
  const version = versionOf(found.form, hash) ?? (await readPushedOut(ctx, id, hash));
  if (version === undefined) throw new ServiceError("not-found", `The definition ${id} never had a version ${hash}.`);
  const { rows } = await ctx.pool.query<{ leaf: Buffer }>("SELECT leaf FROM log_entry WHERE index = $1", [
    version.entry,
  ]);
  const entry = rows[0] && parseEntry(new Uint8Array(rows[0].leaf));
  if (entry?.ok !== true) throw new Error(`The stored entry ${version.entry} does not parse.`);
  const { statement } = entry.value.parsed;
  const { name, summary, definition } = statement.body as unknown as DefinitionPublishBody;
  const data: DefinitionVersionView = {
    id,
    hash,
    name,
    summary: summary ?? null,
    entry: version.entry,
    logged_at: version.loggedAt,
    document: { ...definition },
    ...materialOf(definition, statement),
  };
  return { data, as_of };
}

/** What newer versions pushed out of the form stays in the log, and answers under it can be reported. */
async function readPushedOut(ctx: Ctx, id: string, hash: string): Promise<DefinitionVersion | undefined> {
  const life = (await readLives(ctx.pool, hash)).find(({ first }) => first.id === id);
  return life && versionOf(life.first, hash);
}

/** Code is the first part, state the next: the fold saw to that. */
function materialOf(definition: Definition, { parts = [] }: UnsignedStatement) {
  const code = hasCode(definition) ? definition.code.sha256 : undefined;
  const state = stateOf(definition)?.snapshot;
  const at = (sha256: string | undefined, index: number) => {
    const part = parts[index];
    return sha256 === undefined || part === undefined ? null : { sha256, bytes: part.bytes, commit: part.commit };
  };
  return { code: at(code, 0), state: at(state, code === undefined ? 0 : 1) };
}
