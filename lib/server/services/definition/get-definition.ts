import { type DefinitionForm, definitionKey } from "#lib/state/forms.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { type Aggregate, type Pin, type Proven, readAggregate, withProof } from "../state/read-aggregates.ts";

export type DefinitionAggregate = Aggregate<DefinitionForm> & { readonly id: string };

/** Errors: `not-found` (with the proof of absence when pinned to the state root), `gone`. */
export async function getDefinition(ctx: Ctx, id: string, pin?: Pin): Promise<Proven<DefinitionAggregate>> {
  const { data, as_of, proof } = await readAggregate(ctx, definitionKey(id), pin);
  if (data?.form.aggregate !== "definition") {
    throw new ServiceError("not-found", `No definition ${id} is published at size ${as_of.size}.`, withProof(proof));
  }
  return { data: { id, ...data, form: data.form }, as_of, ...withProof(proof) };
}
