import type { AsOf } from "#lib/contract/common.ts";
import type { Ctx } from "../context.ts";
import { type ListQuery, listAggregates } from "../state/read-aggregates.ts";
import type { Participant } from "./get-participant.ts";

/** Participants in DID order. Errors: `gone`, `malformed` (cursor). */
export async function listParticipants(
  ctx: Ctx,
  query: ListQuery,
): Promise<{ data: Participant[]; page: { next_cursor: string | null }; as_of: AsOf }> {
  const { data, page, as_of } = await listAggregates(ctx, "participant", query);
  const participants = data.flatMap((row) =>
    row.form.aggregate === "participant" ? [{ did: row.form.did, ...row, form: row.form }] : [],
  );
  return { data: participants, page, as_of };
}
