import type { AsOf } from "#lib/contract/common.ts";
import { suspicionKey } from "#lib/state/case-forms.ts";
import type { DefinitionForm } from "#lib/state/forms.ts";
import type { Ctx } from "../context.ts";
import { listDefinitions } from "../definition/list-definitions.ts";
import { readForms } from "../state/read-aggregates.ts";
import type { CaseSummary } from "./case-view.ts";
import { listCases } from "./list-cases.ts";

const SHOWN = 20;

export type ProviderCases = {
  readonly cases: readonly CaseSummary[];
  readonly more: boolean;
  readonly definitions: readonly { readonly form: DefinitionForm; readonly suspected: boolean }[];
};

/** The newest cases against a provider, and what its operator published as right answers. */
export async function readProviderCases(
  ctx: Ctx,
  { id, operator }: { readonly id: string; readonly operator?: string },
  { size }: AsOf,
): Promise<ProviderCases> {
  const { data, page } = await listCases(ctx, { provider: id, limit: SHOWN, as_of: size });
  const published =
    operator === undefined ? [] : (await listDefinitions(ctx, { publisher: operator, limit: SHOWN, as_of: size })).data;
  const keys = published.flatMap(({ form }) => form.versions.slice(0, 1).map(({ hash }) => suspicionKey(hash)));
  const frozen = new Set(
    (await readForms(ctx, keys, size)).flatMap((form) =>
      form.aggregate === "suspicion" && form.frozen ? [form.definition] : [],
    ),
  );
  const definitions = published.map(({ form }) => ({ form, suspected: frozen.has(form.versions[0]?.hash ?? "") }));
  return { cases: data, more: page.next_cursor !== null, definitions };
}
