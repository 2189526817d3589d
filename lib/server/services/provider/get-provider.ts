import type { AsOf } from "#lib/contract/common.ts";
import { type ProviderForm, providerKey } from "#lib/state/forms.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { type Aggregate, readAggregate } from "../state/read-aggregates.ts";

export type Provider = Aggregate<ProviderForm> & { readonly id: string };

/** Errors: `not-found`, `gone`. */
export async function getProvider(ctx: Ctx, id: string, pinned?: number): Promise<{ data: Provider; as_of: AsOf }> {
  const { data, as_of } = await readAggregate(ctx, providerKey(id), pinned);
  if (data?.form.aggregate !== "provider") {
    throw new ServiceError("not-found", `No provider ${id} is registered at size ${as_of.size}.`);
  }
  return { data: { id, ...data, form: data.form }, as_of };
}
