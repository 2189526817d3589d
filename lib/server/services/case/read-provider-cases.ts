import type { AsOf } from "#lib/contract/common.ts";
import type { Ctx } from "../context.ts";
import { listDefinitions } from "../definition/list-definitions.ts";
import { type SuspectedDefinition, withSuspicions } from "../definition/read-suspicions.ts";
import type { CaseSummary } from "./case-view.ts";
import { listCases } from "./list-cases.ts";

const SHOWN = 20;

export type ProviderCases = {
  readonly cases: readonly CaseSummary[];
  readonly more: boolean;
  readonly definitions: readonly SuspectedDefinition[];
};

/** The newest cases against a provider, and what its operator published as right answers. */
export async function readProviderCases(
  ctx: Ctx,
  { id, operator }: { readonly id: string; readonly operator?: string },
  asOf: AsOf,
): Promise<ProviderCases> {
  const { data, page } = await listCases(ctx, { provider: id, limit: SHOWN, as_of: asOf.size });
  const published =
    operator === undefined
      ? []
      : (await listDefinitions(ctx, { publisher: operator, limit: SHOWN, as_of: asOf.size })).data;
  const definitions = await withSuspicions(
    ctx,
    published.map(({ form }) => form),
    asOf,
  );
  return { cases: data, more: page.next_cursor !== null, definitions };
}
