/** Ballots that their maintainers sealed to a key of their own: kept for a lost browser, readable for nobody here. */
import type { SessionView } from "#lib/contract/accounts.ts";
import type { BallotBoxView } from "#lib/contract/review.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import { panelKey } from "#lib/state/case/case-forms.ts";
import type { BallotBox } from "../../db/generated/client.ts";
import type { Ctx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { ServiceError } from "../service-error.ts";
import { readForms } from "../state/read-aggregates.ts";
import { requireMaintainer } from "./require-maintainer.ts";

const MOST_LISTED = 200;

/** Newest first. Errors: `no-authority`. */
export async function listBallotBoxes(ctx: Ctx, session: SessionView): Promise<BallotBoxView[]> {
  const { did } = await requireMaintainer(ctx, session);
  const rows = await ctx.prisma.ballotBox.findMany({
    where: { did },
    orderBy: [{ updatedAt: "desc" }, { caseId: "asc" }],
    take: MOST_LISTED,
  });
  return rows.map(viewOf);
}

/** Only who has a seat keeps a ballot of it here. Errors: `no-authority`, `not-found` (no such panel). */
export async function putBallotBox(
  ctx: Ctx,
  session: SessionView,
  { case: caseId, round }: { readonly case: string; readonly round: number },
  box: BallotBoxView["box"],
): Promise<BallotBoxView> {
  const { did } = await requireMaintainer(ctx, session);
  const { size } = await resolveAsOf(ctx, undefined);
  const [panel] = await readForms(ctx, [panelKey(caseId, round)], size);
  if (panel?.aggregate !== "panel") throw new ServiceError("not-found", `No panel ${round} of ${caseId} was drawn.`);
  if (!panel.seats.some(({ maintainer }) => maintainer === did))
    throw new ServiceError("no-authority", "This maintainer has no seat in that panel.");
  const key = { did, caseId, round };
  const data = { box: canonicalText(box), updatedAt: new Date(ctx.clock()) };
  const row = await ctx.prisma.ballotBox.upsert({
    where: { did_caseId_round: key },
    create: { ...key, ...data },
    update: data,
  });
  return viewOf(row);
}

function viewOf({ caseId, round, box, updatedAt }: BallotBox): BallotBoxView {
  const sealed: BallotBoxView["box"] = JSON.parse(box);
  return { case: caseId, round, box: sealed, updated_at: formatInstant(asInstant(updatedAt.getTime())) };
}
