import type { MaintainerView } from "#lib/contract/governance.ts";
import { maintainerKey } from "#lib/state/maintainer-forms.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { type Pin, type Proven, readAggregate, withProof } from "../state/read-aggregates.ts";
import { maintainerViews } from "./maintainer-view.ts";

/** Errors: `not-found` (with the proof of absence when pinned to the state root), `gone`. */
export async function getMaintainer(ctx: Ctx, did: string, pin?: Pin): Promise<Proven<MaintainerView>> {
  const { data, as_of, proof } = await readAggregate(ctx, maintainerKey(did), pin);
  const [maintainer] = data === undefined ? [] : await maintainerViews(ctx, [data], as_of);
  if (maintainer === undefined) {
    throw new ServiceError(
      "not-found",
      `Nobody with this DID was appointed as maintainer at size ${as_of.size}.`,
      withProof(proof),
    );
  }
  return { data: maintainer, as_of, ...withProof(proof) };
}
