import { providerIdOfKey } from "#lib/kernel/ids.ts";
import type { CaseForm } from "#lib/state/case/case-forms.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import type { MemoryState } from "#lib/state/memory-state.ts";
import { signingKeyOf, unclaimedOf } from "#lib/state/view.ts";

/** Cases against a provider, and against the profiles that were opened for its keys before it published them. */
export function casesAgainst(state: MemoryState, { id, keys }: ProviderForm): CaseForm[] {
  const ids = new Set<string>([id]);
  for (const { thumbprint } of keys) {
    const key = signingKeyOf(state, thumbprint);
    const opened = key && unclaimedOf(state, providerIdOfKey(key.publicKey));
    if (opened !== undefined) ids.add(opened.id);
  }
  return state.rows().flatMap(({ form }) => (form.aggregate === "case" && ids.has(form.provider) ? [form] : []));
}
