import { type AsOf, PRESET_LIMIT } from "#lib/contract/common.ts";
import type { DefinitionLife } from "#lib/state/definition-then.ts";
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

/** Those that were admitted first, and of these the ones that were not withdrawn, or last. */
function mostListed(lives: readonly DefinitionLife[]): DefinitionLife[] {
  const endOf = ({ admitted, newest }: DefinitionLife) =>
    admitted === undefined ? -1 : (newest.withdrawn?.entry ?? Number.MAX_SAFE_INTEGER);
  return lives.toSorted((a, b) => endOf(b) - endOf(a));
}

/** Definitions in id order. Errors: `gone`, `malformed` (cursor). */
export async function listDefinitions(
  ctx: Ctx,
  query: DefinitionQuery,
): Promise<{ data: ListedDefinition[]; page: { next_cursor: string | null }; as_of: AsOf }> {
  const lives = query.hash === undefined ? undefined : await readLives(ctx.pool, query.hash);
  const contains = query.publisher === undefined ? {} : { publisher: query.publisher };
  // Anybody can publish the same document and withdraw it: no number of these pushes out the one that counts.
  const only =
    lives &&
    mostListed(lives)
      .slice(0, PRESET_LIMIT)
      .map(({ first }) => definitionKey(first.id));
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
