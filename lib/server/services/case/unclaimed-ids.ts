import { providerIdOfKey } from "#lib/kernel/ids.ts";
import { unclaimedKey } from "#lib/state/case/case-forms.ts";
import { keyKey, type ProviderForm } from "#lib/state/forms.ts";
import type { ReadCtx } from "../context.ts";
import { readForms } from "../state/read-aggregates.ts";

/** Profiles that were opened against a provider's keys before it published them: their cases are its own. */
export async function unclaimedIdsOf(ctx: ReadCtx, { id, keys }: ProviderForm, size: number): Promise<string[]> {
  if (keys.length === 0) return [];
  const forms = await readForms(
    ctx,
    keys.map(({ thumbprint }) => keyKey(thumbprint)),
    size,
  );
  const ids = forms.flatMap((form) => (form.aggregate === "key" ? [providerIdOfKey(form.publicKey)] : []));
  const opened = await readForms(ctx, ids.map(unclaimedKey), size);
  return opened.flatMap((form) => (form.aggregate === "unclaimed" && form.id !== id ? [form.id] : []));
}
