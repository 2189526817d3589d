import type { AsOf } from "#lib/contract/common.ts";
import { type KeyForm, keyKey } from "#lib/state/forms.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { type Aggregate, readAggregate } from "../state/read-aggregates.ts";

export type PublishedKey = Aggregate<KeyForm> & { readonly thumbprint: string };

/** Errors: `not-found`, `gone`. */
export async function getKey(
  ctx: Ctx,
  thumbprint: string,
  pinned?: number,
): Promise<{ data: PublishedKey; as_of: AsOf }> {
  const { data, as_of } = await readAggregate(ctx, keyKey(thumbprint), pinned);
  if (data?.form.aggregate !== "key") {
    throw new ServiceError("not-found", `No signing key with this thumbprint is published at size ${as_of.size}.`);
  }
  return { data: { thumbprint, ...data, form: data.form }, as_of };
}
