import { type AsOf, PRESET_LIMIT } from "#lib/contract/common.ts";
import { type DefinitionLife, type ServedLife, tellsAll } from "#lib/state/definition-then.ts";
import type { ReadCtx } from "../context.ts";
import { cutPage, decodeCursor, resolveAsOf } from "../log/as-of.ts";
import {
  type Aggregate,
  aggregateOf,
  COLUMNS,
  type ListQuery,
  listAggregates,
  type Row,
} from "../state/read-aggregates.ts";
import { HAS_VERSION, readLives } from "./definition-lives.ts";
import type { DefinitionAggregate } from "./get-definition.ts";

type DefinitionQuery = ListQuery & { readonly publisher?: string | undefined; readonly hash?: string | undefined };
type Listed = DefinitionAggregate & { readonly life?: ServedLife };
type Page<Each> = { data: Each[]; page: { next_cursor: string | null }; as_of: AsOf };

/**
 * Definitions in id order, each as it stands; by `hash`, of which newer versions may have taken the place, as it stood when
 * it had that version last. Errors: `gone`, `malformed` (cursor).
 */
export async function listDefinitions(ctx: ReadCtx, query: DefinitionQuery): Promise<Page<Listed>> {
  const { publisher, hash } = query;
  const contains = publisher === undefined ? {} : { publisher };
  if (hash !== undefined) return await listByHash(ctx, { ...query, hash }, contains);
  const { data, page, as_of } = await listAggregates(ctx, "definition", query, contains);
  return { data: data.flatMap(definitionIn), page, as_of };
}

async function listByHash(
  ctx: ReadCtx,
  { hash, ...query }: ListQuery & { readonly hash: string },
  contains: { readonly publisher?: string },
): Promise<Page<Listed>> {
  const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
  const asOf = await resolveAsOf(ctx, cursor?.size ?? query.as_of);
  const limit = query.limit ?? PRESET_LIMIT;
  const { rows } = await ctx.pool.query<Row>(
    `SELECT DISTINCT ON (key) ${COLUMNS} FROM aggregate_version
      WHERE kind = 'definition' AND from_size <= $1 AND ${HAS_VERSION} AND key > $4
      ORDER BY key, from_size DESC LIMIT $5`,
    [asOf.size, hash, JSON.stringify({ ...contains, versions: [{ hash }] }), cursor?.after ?? "", limit + 1],
  );
  const { data, next_cursor } = cutPage(rows, limit, asOf.size, (row) => row.key);
  const lives = new Map((await readLives(ctx.pool, hash, asOf.size)).map((life) => [life.first.id, life]));
  const listed = data
    .flatMap((row) => definitionIn(aggregateOf(row)))
    .map((row) => withLife(row, lives.get(row.form.id), hash));
  return { data: listed, page: { next_cursor }, as_of: asOf };
}

function definitionIn(row: Aggregate): DefinitionAggregate[] {
  return row.form.aggregate === "definition" ? [{ id: row.form.id, ...row, form: row.form }] : [];
}

/** With what became of the version, where the row alone does not tell it. */
function withLife(row: DefinitionAggregate, life: DefinitionLife | undefined, hash: string): Listed {
  if (life === undefined || tellsAll(life.newest, hash)) return row;
  return { ...row, life: { first: life.first, admitted: life.admitted ?? null, newest: life.newest } };
}
