import { type AsOf, PRESET_LIMIT } from "#lib/contract/common.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { CaseState } from "#lib/state/case-forms.ts";
import { providerKey } from "#lib/state/forms.ts";
import type { Ctx } from "../context.ts";
import { cursorIndex, cutPage, decodeCursor, resolveAsOf } from "../log/as-of.ts";
import { aggregateOf, COLUMNS, type ListQuery, type Row, readForms } from "../state/read-aggregates.ts";
import { type CaseAggregate, type CaseSummary, summariesOf } from "./case-view.ts";
import { unclaimedIdsOf } from "./unclaimed-ids.ts";

export type CaseQuery = ListQuery & {
  readonly provider?: string | undefined;
  readonly state?: CaseState | undefined;
  readonly claim?: string | undefined;
  readonly definition?: string | undefined;
  readonly reporter?: string | undefined;
};

/** Cases by the entry of their report, newest first. Errors: `gone`, `malformed` (cursor). */
export async function listCases(
  ctx: Ctx,
  query: CaseQuery,
): Promise<{ data: CaseSummary[]; page: { next_cursor: string | null }; as_of: AsOf }> {
  const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
  const asOf = await resolveAsOf(ctx, cursor?.size ?? query.as_of);
  const below = cursor === undefined ? asOf.size : cursorIndex(cursor.after);
  const limit = query.limit ?? PRESET_LIMIT;
  const { where, values } = await filterOf(ctx, query, asOf);
  const { rows } = await ctx.pool.query<Row & { filed_in: string }>(
    `SELECT * FROM (
       SELECT ${COLUMNS}, form::jsonb AS f, (form::jsonb->>'filedIn')::bigint AS filed_in FROM aggregate_version
        WHERE kind = 'case' AND from_size <= $1 AND (to_size IS NULL OR to_size > $1)) AS cases
      WHERE filed_in < $2 AND ${where} ORDER BY filed_in DESC LIMIT $3`,
    [asOf.size, below, limit + 1, ...values],
  );
  const { data, next_cursor } = cutPage(rows, limit, asOf.size, (row) => String(row.filed_in));
  const summaries = await summariesOf(
    ctx,
    data.map((row) => aggregateOf(row) as CaseAggregate),
    asOf,
  );
  return { data: summaries, page: { next_cursor }, as_of: asOf };
}

type Filter = { readonly where: string; readonly values: readonly (string | string[])[] };

async function filterOf(ctx: Ctx, query: CaseQuery, asOf: AsOf): Promise<Filter> {
  const contains: JsonObject = {
    ...(query.claim === undefined ? {} : { claim: query.claim }),
    ...(query.reporter === undefined ? {} : { reporter: query.reporter }),
    ...(query.definition === undefined ? {} : { verdict: { definition: query.definition } }),
  };
  const conditions = ["f @> $4::jsonb"];
  const values: (string | string[])[] = [JSON.stringify(contains)];
  const place = (value: string | string[]) => `$${3 + values.push(value)}`;
  if (query.provider !== undefined) {
    const [form] = await readForms(ctx, [providerKey(query.provider)], asOf.size);
    const own = form?.aggregate === "provider" ? await unclaimedIdsOf(ctx, form, asOf.size) : [];
    conditions.push(`f->>'provider' = ANY(${place([query.provider, ...own])}::text[])`);
  }
  if (query.state !== undefined) {
    // Time alone makes a ruling: texts of one form of time compare as the times do.
    const state = `CASE WHEN f->>'state' = 'proven' AND f->>'rulesAt' <= ${place(asOf.time)} THEN 'ruled' ELSE f->>'state' END`;
    conditions.push(`${state} = ${place(query.state)}`);
  }
  return { where: conditions.join(" AND "), values };
}
