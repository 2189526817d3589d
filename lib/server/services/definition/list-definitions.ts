import type { AsOf } from "#lib/contract/common.ts";
import { type DefinitionForm, definitionKey } from "#lib/state/forms.ts";
import { readLives } from "../case/read-known-definition.ts";
import type { Ctx } from "../context.ts";
import { type ListQuery, listAggregates } from "../state/read-aggregates.ts";
import type { DefinitionAggregate } from "./get-definition.ts";

type DefinitionQuery = ListQuery & { readonly publisher?: string | undefined; readonly hash?: string | undefined };

/** `life`: of a version of the hash that was asked for. */
export type ListedDefinition = DefinitionAggregate & {
  readonly life?: { readonly first: DefinitionForm; readonly admitted: DefinitionForm | null };
};

/** Definitions in id order. Errors: `gone`, `malformed` (cursor). */
export async function listDefinitions(
  ctx: Ctx,
  query: DefinitionQuery,
): Promise<{ data: ListedDefinition[]; page: { next_cursor: string | null }; as_of: AsOf }> {
  const lives = query.hash === undefined ? undefined : await readLives(ctx.pool, query.hash);
  const contains = query.publisher === undefined ? {} : { publisher: query.publisher };
  const only = lives?.map(({ first }) => definitionKey(first.id));
  const { data, page, as_of } = await listAggregates(ctx, "definition", query, contains, only);
  const definitions = data.flatMap((row): ListedDefinition[] => {
    if (row.form.aggregate !== "definition") return [];
    const { id } = row.form;
    const life = lives?.find(({ first }) => first.id === id);
    const shown = life && { life: { first: life.first, admitted: life.admitted ?? null } };
    return [{ id, ...row, form: row.form, ...shown }];
  });
  return { data: definitions, page, as_of };
}
