import type { AsOf } from "#lib/contract/common.ts";
import { type ParticipantForm, participantKey } from "#lib/state/forms.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { type Aggregate, readAggregate } from "../state/read-aggregates.ts";

export type Participant = Aggregate<ParticipantForm> & { readonly did: string };

/** Errors: `not-found`, `gone`. */
export async function getParticipant(
  ctx: Ctx,
  did: string,
  pinned?: number,
): Promise<{ data: Participant; as_of: AsOf }> {
  const { data, as_of } = await readAggregate(ctx, participantKey(did), pinned);
  if (data?.form.aggregate !== "participant") {
    throw new ServiceError("not-found", `No participant with this DID is registered at size ${as_of.size}.`);
  }
  return { data: { did, ...data, form: data.form }, as_of };
}
