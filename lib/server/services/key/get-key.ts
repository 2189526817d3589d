import { type KeyForm, keyKey } from "#lib/state/forms.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { type Aggregate, type Pin, type Proven, readAggregate, withProof } from "../state/read-aggregates.ts";

export type PublishedKey = Aggregate<KeyForm> & { readonly thumbprint: string };

/** Errors: `not-found` (with the proof of absence when pinned to the state root), `gone`. */
export async function getKey(ctx: Ctx, thumbprint: string, pin?: Pin): Promise<Proven<PublishedKey>> {
  const { data, as_of, proof } = await readAggregate(ctx, keyKey(thumbprint), pin);
  if (data?.form.aggregate !== "key") {
    throw new ServiceError(
      "not-found",
      `No signing key with this thumbprint is published at size ${as_of.size}.`,
      withProof(proof),
    );
  }
  return { data: { thumbprint, ...data, form: data.form }, as_of, ...withProof(proof) };
}
