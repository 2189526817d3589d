import type { AsOf } from "#lib/contract/common.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { type DefinitionLife, lifeThen } from "#lib/state/definition-then.ts";
import { type DefinitionForm, definitionKey } from "#lib/state/forms.ts";
import { readLives } from "../case/read-known-definition.ts";
import type { Ctx } from "../context.ts";
import { type ListQuery, listAggregates } from "../state/read-aggregates.ts";
import type { DefinitionAggregate } from "./get-definition.ts";

type DefinitionQuery = ListQuery & {
  readonly publisher?: string | undefined;
  readonly hash?: string | undefined;
  readonly filed_in?: number | undefined;
};

/** `life`: of a version of the hash that was asked for. */
export type ListedDefinition = DefinitionAggregate & {
  readonly life?: { readonly first: DefinitionForm; readonly admitted: DefinitionForm | null };
};

/**
 * Definitions in id order; with a hash the one that a verdict goes by. Anybody can publish the same document and withdraw
 * it: readers are given what the index itself chooses, so that no number of copies pushes that out. Errors: `gone`,
 * `malformed` (cursor).
 */
export async function listDefinitions(
  ctx: Ctx,
  query: DefinitionQuery,
): Promise<{ data: ListedDefinition[]; page: { next_cursor: string | null }; as_of: AsOf }> {
  const { hash, publisher, filed_in } = query;
  const chosen = hash === undefined ? undefined : await chosenLife(ctx, hash, filed_in);
  const contains = publisher === undefined ? {} : { publisher };
  const only = hash === undefined ? undefined : chosen === undefined ? [] : [definitionKey(chosen.first.id)];
  const { data, page, as_of } = await listAggregates(ctx, "definition", query, contains, only);
  const definitions = data.flatMap((row): ListedDefinition[] => {
    if (row.form.aggregate !== "definition") return [];
    const life = chosen && { life: { first: chosen.first, admitted: chosen.admitted ?? null } };
    return [{ id: row.form.id, ...row, form: row.form, ...life }];
  });
  return { data: definitions, page, as_of };
}

async function chosenLife(
  { pool }: Ctx,
  hash: string,
  filedIn: number | undefined,
): Promise<DefinitionLife | undefined> {
  const lives = await readLives(pool, hash);
  const then = lifeThen(lives, hash, filedIn as EntryIndex | undefined);
  return lives.find(({ first }) => first.id === then?.id);
}
