import { type FlagForm, flagKey } from "#lib/state/governance/maintainer-forms.ts";
import type { Ctx } from "../context.ts";
import { readForms } from "../state/read-aggregates.ts";

export type Flags = FlagForm["flags"];

/** By thumbprint: which maintainers warn of a key. Keys of which none does are left out. */
export async function readFlags(
  ctx: Ctx,
  thumbprints: readonly string[],
  size: number,
): Promise<ReadonlyMap<string, Flags>> {
  const forms = await readForms(ctx, thumbprints.map(flagKey), size);
  return new Map(forms.flatMap((form) => (form.aggregate === "flag" ? [[form.key, form.flags]] : [])));
}
