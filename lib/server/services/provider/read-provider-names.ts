import type { ProviderId } from "#lib/kernel/ids.ts";
import { providerKey } from "#lib/state/forms.ts";
import type { Ctx } from "../context.ts";
import { readForms } from "../state/read-aggregates.ts";

/** What those that are listed are called at that size, by id. */
export async function readProviderNames(
  ctx: Ctx,
  ids: readonly ProviderId[],
  size: number,
): Promise<ReadonlyMap<string, string>> {
  const forms = await readForms(ctx, ids.map(providerKey), size);
  return new Map(forms.flatMap((form) => (form.aggregate === "provider" ? [[form.id, form.name] as const] : [])));
}
