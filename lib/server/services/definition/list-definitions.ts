import type { AsOf } from "#lib/contract/common.ts";
import type { Ctx } from "../context.ts";
import { type ListQuery, listAggregates } from "../state/read-aggregates.ts";
import type { DefinitionAggregate } from "./get-definition.ts";

type DefinitionQuery = ListQuery & { readonly publisher?: string | undefined; readonly hash?: string | undefined };

/** Definitions in id order. Errors: `gone`, `malformed` (cursor). */
export async function listDefinitions(
  ctx: Ctx,
  query: DefinitionQuery,
): Promise<{ data: DefinitionAggregate[]; page: { next_cursor: string | null }; as_of: AsOf }> {
  const contains = {
    ...(query.publisher === undefined ? {} : { publisher: query.publisher }),
    ...(query.hash === undefined ? {} : { versions: [{ hash: query.hash }] }),
  };
  const { data, page, as_of } = await listAggregates(ctx, "definition", query, contains);
  const definitions = data.flatMap((row) =>
    row.form.aggregate === "definition" ? [{ id: row.form.id, ...row, form: row.form }] : [],
  );
  return { data: definitions, page, as_of };
}
