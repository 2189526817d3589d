import type { AsOf } from "#lib/contract/common.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { suspicionKey } from "#lib/state/case/case-forms.ts";
import { isFrozen, othersAccused } from "#lib/state/case/suspicion.ts";
import type { Ctx } from "../context.ts";
import { getDefinition } from "../definition/get-definition.ts";
import { readAggregate } from "../state/read-aggregates.ts";

export type Suspicion = { readonly definition: string; readonly providers: number; readonly frozen: boolean };

/**
 * Of a version by its hash, or of a definition's newest version by the definition's id; without the cases of `provider`.
 * A definition that nobody suspects, or that nobody knows, has none accused. Errors: `not-found` for an id; `gone`.
 */
export async function getSuspicion(
  ctx: Ctx,
  definition: string,
  { provider = "", as_of: pin }: { provider?: string | undefined; as_of?: number | undefined } = {},
): Promise<{ data: Suspicion; as_of: AsOf }> {
  const hash = definition.startsWith("def_") ? await newestOf(ctx, definition, pin) : definition;
  const { data, as_of } = await readAggregate(ctx, suspicionKey(hash), pin);
  const form = data?.form.aggregate === "suspicion" ? data.form : undefined;
  const at = asInstant(Date.parse(as_of.time));
  const providers = form === undefined ? 0 : othersAccused(form, provider, at);
  return { data: { definition: hash, providers, frozen: form !== undefined && isFrozen(form, at) }, as_of };
}

async function newestOf(ctx: Ctx, id: string, pin: number | undefined): Promise<string> {
  const { data } = await getDefinition(ctx, id, pin);
  return data.form.versions[0]?.hash ?? "";
}
