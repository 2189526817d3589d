import { coveragesOf } from "#lib/contract/coverage-views.ts";
import type { ProviderView } from "#lib/contract/entries.ts";
import { type ProviderForm, providerKey } from "#lib/state/forms.ts";
import type { ReadCtx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { type Aggregate, type Pin, type Proven, readAggregate, withProof } from "../state/read-aggregates.ts";
import { heartbeatStateOf, readOutages } from "./heartbeat-state.ts";

export type Provider = Aggregate<ProviderForm> &
  Pick<ProviderView, "heartbeat_state" | "coverages"> & { readonly id: string };

/** Errors: `not-found` (with the proof of absence when pinned to the state root), `gone`. */
export async function getProvider(ctx: ReadCtx, id: string, pin?: Pin): Promise<Proven<Provider>> {
  const { data, as_of, proof } = await readAggregate(ctx, providerKey(id), pin);
  if (data?.form.aggregate !== "provider") {
    throw new ServiceError("not-found", `No provider ${id} is registered at size ${as_of.size}.`, withProof(proof));
  }
  const { form } = data;
  const outages = await readOutages(ctx, as_of.size);
  const heartbeat_state = heartbeatStateOf(form.heartbeat, outages, as_of);
  return { data: { id, ...data, form, heartbeat_state, coverages: coveragesOf(form) }, as_of, ...withProof(proof) };
}
