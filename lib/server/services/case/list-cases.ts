import { type AsOf, PRESET_LIMIT } from "#lib/contract/common.ts";
import { type CaseState, TERMINAL_STATES } from "#lib/dispute/dispute.ts";
import { providerKey } from "#lib/state/forms.ts";
import type { Ctx } from "../context.ts";
import { cursorIndex, cutPage, decodeCursor, resolveAsOf } from "../log/as-of.ts";
import { aggregateOf, COLUMNS, type ListQuery, type Row, readForms } from "../state/read-aggregates.ts";
import { type CaseAggregate, type CaseSummary, summariesOf } from "./case-view.ts";
import { unclaimedIdsOf } from "./unclaimed-ids.ts";

export type CaseQuery = ListQuery & {
  readonly provider?: string | undefined;
  readonly state?: CaseState | undefined;
  readonly open?: "1" | undefined;
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
  const { rows } = await ctx.pool.query<Row & { filed_in: string }>(listSql(where), [
    asOf.size,
    below,
    limit + 1,
    ...values,
  ]);
  const { data, next_cursor } = cutPage(rows, limit, asOf.size, (row) => String(row.filed_in));
  const summaries = await summariesOf(
    ctx,
    data.map((row) => aggregateOf(row) as CaseAggregate),
    asOf,
  );
  return { data: summaries, page: { next_cursor }, as_of: asOf };
}

/**
 * $1: size, $2: cases filed before that entry, $3: rows. From the rows of cases as they are now and those that changed since
 * that size, so that a page reads about as many rows as it has; then the forms of these.
 */
export function listSql(where: string): string {
  const page = (isVisible: string) =>
    `(SELECT id, filed_in FROM case_row WHERE ${isVisible} AND from_size <= $1 AND filed_in < $2 AND ${where}
       ORDER BY filed_in DESC LIMIT $3)`;
  return `SELECT v.*, c.filed_in
            FROM (${page("to_size IS NULL")} UNION ALL ${page("to_size > $1")} ORDER BY filed_in DESC LIMIT $3) AS c
           CROSS JOIN LATERAL (SELECT ${COLUMNS} FROM aggregate_version
                                WHERE key = 'case:' || c.id AND from_size <= $1
                                ORDER BY from_size DESC LIMIT 1) AS v
           ORDER BY c.filed_in DESC`;
}

/** Nothing can be said or decided in them; an appeal against not being taken up is the reporter's alone. */
const CLOSED: readonly CaseState[] = [...TERMINAL_STATES, "inadmissible"];

type Filter = { readonly where: string; readonly values: readonly (string | string[])[] };

async function filterOf(ctx: Ctx, query: CaseQuery, asOf: AsOf): Promise<Filter> {
  const conditions = ["true"];
  const values: (string | string[])[] = [];
  const place = (value: string | string[]) => `$${3 + values.push(value)}`;
  for (const column of ["claim", "reporter", "definition"] as const) {
    const asked = query[column];
    if (asked !== undefined) conditions.push(`${column} = ${place(asked)}`);
  }
  if (query.provider !== undefined) {
    const [form] = await readForms(ctx, [providerKey(query.provider)], asOf.size);
    const own = form?.aggregate === "provider" ? await unclaimedIdsOf(ctx, form, asOf.size) : [];
    conditions.push(`provider = ANY(${place([query.provider, ...own])}::text[])`);
  }
  if (query.open !== undefined) conditions.push(`state <> ALL(${place([...CLOSED])}::text[])`);
  if (query.state !== undefined) conditions.push(stateIs(query.state, place, asOf));
  return { where: conditions.join(" AND "), values };
}

/** Time alone makes a ruling: texts of one form of time compare as the times do. */
function stateIs(state: CaseState, place: (value: string) => string, { time }: AsOf): string {
  if (state === "ruled") return `(state = 'ruled' OR (state = 'proven' AND rules_at <= ${place(time)}))`;
  if (state === "proven") return `state = 'proven' AND rules_at > ${place(time)}`;
  return `state = ${place(state)}`;
}
