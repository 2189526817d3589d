import type { UnclaimedView } from "#lib/contract/cases.ts";
import type { AsOf } from "#lib/contract/common.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { type UnclaimedForm, unclaimedKey } from "#lib/state/case/case-forms.ts";
import { keyKey } from "#lib/state/forms.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import {
  type Aggregate,
  type ListQuery,
  listAggregates,
  type Pin,
  type Proven,
  readAggregate,
  readForms,
  withProof,
} from "../state/read-aggregates.ts";

export type UnclaimedAnswer = Omit<UnclaimedView, "form"> & { readonly form: UnclaimedForm };

/** Errors: `not-found` (with the proof of absence when pinned to the state root), `gone`. */
export async function getUnclaimed(ctx: Ctx, id: string, pin?: Pin): Promise<Proven<UnclaimedAnswer>> {
  const { data, as_of, proof } = await readAggregate(ctx, unclaimedKey(id), pin);
  if (data?.form.aggregate !== "unclaimed") {
    const detail = `No provider ${id} is known by its key alone at size ${as_of.size}.`;
    throw new ServiceError("not-found", detail, withProof(proof));
  }
  return { data: await viewOf(ctx, { ...data, form: data.form }, as_of), as_of, ...withProof(proof) };
}

/** In the order of their ids, those that were claimed since included. Errors: `gone`, `malformed` (cursor). */
export async function listUnclaimed(
  ctx: Ctx,
  query: ListQuery,
): Promise<{ data: UnclaimedAnswer[]; page: { next_cursor: string | null }; as_of: AsOf }> {
  const { data, page, as_of } = await listAggregates(ctx, "unclaimed", query);
  const views: UnclaimedAnswer[] = [];
  for (const row of data)
    if (row.form.aggregate === "unclaimed") views.push(await viewOf(ctx, { ...row, form: row.form }, as_of));
  return { data: views, page, as_of };
}

async function viewOf(ctx: Ctx, row: Aggregate<UnclaimedForm>, { size }: AsOf): Promise<UnclaimedAnswer> {
  const { id, publicKey, openedIn, openedAt, claimedIn } = row.form;
  const [key] = await readForms(ctx, [keyKey(thumbprintOfDid(publicKey) ?? "")], size);
  const owner = key?.aggregate === "key" && key.owner.startsWith("prv_") && key.owner !== id ? key.owner : null;
  return {
    id,
    public_key: publicKey,
    opened_in: openedIn,
    opened_at: openedAt,
    claimed_in: claimedIn,
    published_by: owner,
    ...row,
  };
}
