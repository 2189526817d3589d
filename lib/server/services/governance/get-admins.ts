import type { AdminsView } from "#lib/contract/governance.ts";
import type { Ctx } from "../context.ts";
import { type Pin, type Proven, readAggregate, withProof } from "../state/read-aggregates.ts";
import { readNames } from "./read-names.ts";

/** With the proof of the whole aggregate `index` when pinned to the state root. Errors: `gone`; `not-found` before the first root. */
export async function getAdmins(ctx: Ctx, pin?: Pin): Promise<Proven<AdminsView>> {
  const { data, as_of, proof } = await readAggregate(ctx, "index", pin);
  const { admins, threshold } = data?.form.aggregate === "index" ? data.form : { admins: [], threshold: 1 };
  const names = await readNames(ctx, admins, as_of.size);
  const view = { admins: admins.map((did) => ({ did, name: names.get(did) ?? null })), threshold };
  return { data: view, as_of, ...withProof(proof) };
}
