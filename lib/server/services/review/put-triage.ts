import type { SessionView } from "#lib/contract/accounts.ts";
import type { TriageInput, TriageView } from "#lib/contract/review.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { caseKey } from "#lib/state/case/case-forms.ts";
import type { ReviewTriage } from "../../db/generated/client.ts";
import { lockAccount } from "../account/shares.ts";
import type { Ctx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { ServiceError } from "../service-error.ts";
import { readForms } from "../state/read-aggregates.ts";
import { requireMaintainer } from "./require-maintainer.ts";

/** Far more than a desk has; it bounds what one account can fill. */
const MOST_NOTES = 20_000;

/** The maintainer's own note. Errors: `no-authority`, `not-found` (no such case), `budget`. */
export async function putTriage(ctx: Ctx, session: SessionView, id: string, input: TriageInput): Promise<TriageView> {
  const { did } = await requireMaintainer(ctx, session);
  const { size } = await resolveAsOf(ctx, undefined);
  if ((await readForms(ctx, [caseKey(id)], size)).length === 0)
    throw new ServiceError("not-found", `No case ${id} was filed at size ${size}.`);
  const key = { did, caseId: id };
  const row = await ctx.prisma.$transaction(async (tx) => {
    await lockAccount(tx, session);
    const known = await tx.reviewTriage.findUnique({ where: { did_caseId: key } });
    if (known === null && (await tx.reviewTriage.count({ where: { did } })) >= MOST_NOTES)
      throw new ServiceError("budget", `A desk keeps at most ${MOST_NOTES} notes.`);
    const data = {
      state: input.state,
      until: input.until === undefined ? null : new Date(input.until),
      note: input.note ?? known?.note ?? "",
      updatedAt: new Date(ctx.clock()),
    };
    return await tx.reviewTriage.upsert({ where: { did_caseId: key }, create: { ...key, ...data }, update: data });
  });
  return triageViewOf(row);
}

export function triageViewOf({ caseId, state, until, note, updatedAt }: Omit<ReviewTriage, "did">): TriageView {
  return {
    case: caseId,
    state: state as TriageView["state"],
    until: until === null ? null : formatInstant(asInstant(until.getTime())),
    note,
    updated_at: formatInstant(asInstant(updatedAt.getTime())),
  };
}
