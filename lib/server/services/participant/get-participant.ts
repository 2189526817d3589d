import { type ParticipantForm, participantKey } from "#lib/state/forms.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { type Aggregate, type Pin, type Proven, readAggregate, withProof } from "../state/read-aggregates.ts";

export type Participant = Aggregate<ParticipantForm> & { readonly did: string };

/** Errors: `not-found` (with the proof of absence when pinned to the state root), `gone`. */
export async function getParticipant(ctx: Ctx, did: string, pin?: Pin): Promise<Proven<Participant>> {
  const { data, as_of, proof } = await readAggregate(ctx, participantKey(did), pin);
  if (data?.form.aggregate !== "participant") {
    throw new ServiceError(
      "not-found",
      `No participant with this DID is registered at size ${as_of.size}.`,
      withProof(proof),
    );
  }
  return { data: { did, ...data, form: data.form }, as_of, ...withProof(proof) };
}
