/** Definitions as people look for them: by part of their name and by kind, the newest or by name, page by page. */
import type { AsOf } from "#lib/contract/common.ts";
import type { DefinitionForm } from "#lib/state/forms.ts";
import type { DefinitionKind } from "#lib/statement/definition.ts";
import type { ReadCtx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { parseForm } from "../state/projected-forms.ts";

export type DefinitionSearch = {
  /** Part of the name, in any case; "" for all. */
  readonly name: string;
  readonly kind: DefinitionKind | undefined;
  /** `newest`: whose newest version was logged last. */
  readonly order: "newest" | "name";
  /** From 1 on. */
  readonly page: number;
};

const ORDERS: Readonly<Record<DefinitionSearch["order"], string>> = {
  newest: "(form::json -> 'versions' -> 0 ->> 'entry')::bigint DESC NULLS LAST, key",
  name: "lower(form::json ->> 'name'), key",
};

/** `rows` of one page, and whether more follow. */
export async function findDefinitions(
  ctx: ReadCtx,
  { name, kind, order, page }: DefinitionSearch,
  rows: number,
): Promise<{ readonly forms: DefinitionForm[]; readonly hasMore: boolean; readonly asOf: AsOf }> {
  const asOf = await resolveAsOf(ctx, undefined);
  const found = await ctx.pool.query<{ form: string }>(
    `SELECT form FROM aggregate_version
      WHERE starts_with(key, 'definition:') AND from_size <= $1 AND (to_size IS NULL OR to_size > $1)
        AND strpos(lower(form::json ->> 'name'), lower($2)) > 0 AND ($3::text IS NULL OR form::json ->> 'kind' = $3)
      ORDER BY ${ORDERS[order]} LIMIT $4 OFFSET $5`,
    [asOf.size, name, kind ?? null, rows + 1, (page - 1) * rows],
  );
  const forms = found.rows.map((row) => parseForm(row.form)).filter((form) => form.aggregate === "definition");
  return { forms: forms.slice(0, rows), hasMore: forms.length > rows, asOf };
}
