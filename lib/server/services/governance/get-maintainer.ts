import type { MaintainerWithDraws } from "#lib/contract/governance.ts";
import { maintainerKey } from "#lib/state/governance/maintainer-forms.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { type Pin, type Proven, readAggregate, withProof } from "../state/read-aggregates.ts";
import { maintainerViews } from "./maintainer-view.ts";
import { readDraws } from "./read-draws.ts";

/** Errors: `not-found` (with the proof of absence when pinned to the state root), `gone`. */
export async function getMaintainer(ctx: Ctx, did: string, pin?: Pin): Promise<Proven<MaintainerWithDraws>> {
  const { data, as_of, proof } = await readAggregate(ctx, maintainerKey(did), pin);
  const [maintainer] = data === undefined ? [] : await maintainerViews(ctx, [data], as_of);
  if (maintainer === undefined) {
    throw new ServiceError(
      "not-found",
      `Nobody with this DID was appointed as maintainer at size ${as_of.size}.`,
      withProof(proof),
    );
  }
  const draws = await readDraws(ctx, did, as_of.size);
  return { data: { ...maintainer, draws }, as_of, ...withProof(proof) };
}
