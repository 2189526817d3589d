import { type ProviderForm, providerKey } from "#lib/state/forms.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { type Aggregate, type Pin, type Proven, readAggregate, withProof } from "../state/read-aggregates.ts";

export type Provider = Aggregate<ProviderForm> & { readonly id: string };

/** Errors: `not-found` (with the proof of absence when pinned to the state root), `gone`. */
export async function getProvider(ctx: Ctx, id: string, pin?: Pin): Promise<Proven<Provider>> {
  const { data, as_of, proof } = await readAggregate(ctx, providerKey(id), pin);
  if (data?.form.aggregate !== "provider") {
    throw new ServiceError("not-found", `No provider ${id} is registered at size ${as_of.size}.`, withProof(proof));
  }
  return { data: { id, ...data, form: data.form }, as_of, ...withProof(proof) };
}
