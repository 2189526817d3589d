/** Definitions as people look for them: by part of their name and by kind, the newest or by name, page by page. */
import type { AsOf } from "#lib/contract/common.ts";
import type { DefinitionForm } from "#lib/state/forms.ts";
import type { DefinitionKind } from "#lib/statement/definition.ts";
import type { ReadCtx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { readForms } from "../state/read-aggregates.ts";
import { type DefinitionRow, folded, readDefinitionRows } from "./definition-rows.ts";

export type DefinitionSearch = {
  /** Part of the name, in any case; "" for all. */
  readonly name: string;
  readonly kind: DefinitionKind | undefined;
  /** `newest`: whose newest version was logged last. */
  readonly order: "newest" | "name";
  /** From 1 on. */
  readonly page: number;
};

const compared = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);

const ORDERS: Readonly<Record<DefinitionSearch["order"], (left: DefinitionRow, right: DefinitionRow) => number>> = {
  newest: (left, right) => right.newest - left.newest || compared(left.key, right.key),
  name: (left, right) => compared(left.name, right.name) || compared(left.key, right.key),
};

/** `rows` of one page, and whether more follow. */
export async function findDefinitions(
  ctx: ReadCtx,
  { name, kind, order, page }: DefinitionSearch,
  rows: number,
): Promise<{ readonly forms: DefinitionForm[]; readonly hasMore: boolean; readonly asOf: AsOf }> {
  const asOf = await resolveAsOf(ctx, undefined);
  const part = folded(name);
  const found = (await readDefinitionRows(ctx.pool, asOf.size))
    .filter((row) => row.name.includes(part) && (kind === undefined || row.kind === kind))
    .sort(ORDERS[order]);
  const from = (page - 1) * rows;
  const keys = found.slice(from, from + rows).map(({ key }) => key);
  const forms = (await readForms(ctx, keys, asOf.size)).filter((form) => form.aggregate === "definition");
  return { forms, hasMore: found.length > from + rows, asOf };
}
