/** Views of the queue that a maintainer saved under a name. */
import type { SessionView } from "#lib/contract/accounts.ts";
import type { ReviewViewView } from "#lib/contract/review.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { lockAccount } from "../account/shares.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { requireMaintainer } from "./require-maintainer.ts";

const MOST_VIEWS = 20;

/** By name. Errors: `no-authority`. */
export async function listViews(ctx: Ctx, session: SessionView): Promise<ReviewViewView[]> {
  const { did } = await requireMaintainer(ctx, session);
  const rows = await ctx.prisma.reviewView.findMany({ where: { did }, orderBy: { name: "asc" }, take: MOST_VIEWS });
  return rows.map(({ name, query, updatedAt }) => ({
    name,
    query,
    updated_at: formatInstant(asInstant(updatedAt.getTime())),
  }));
}

/** Under a name that is taken it takes the other's place. Errors: `no-authority`, `budget`. */
export async function putView(ctx: Ctx, session: SessionView, name: string, query: string): Promise<ReviewViewView[]> {
  const { did } = await requireMaintainer(ctx, session);
  const data = { query, updatedAt: new Date(ctx.clock()) };
  await ctx.prisma.$transaction(async (tx) => {
    await lockAccount(tx, session);
    if ((await tx.reviewView.count({ where: { did, name: { not: name } } })) >= MOST_VIEWS)
      throw new ServiceError("budget", `A desk keeps at most ${MOST_VIEWS} views. Throw one away first.`);
    await tx.reviewView.upsert({ where: { did_name: { did, name } }, create: { did, name, ...data }, update: data });
  });
  return listViews(ctx, session);
}

/** What is not there is not there afterwards either. Errors: `no-authority`. */
export async function deleteView(ctx: Ctx, session: SessionView, name: string): Promise<ReviewViewView[]> {
  const { did } = await requireMaintainer(ctx, session);
  await ctx.prisma.reviewView.deleteMany({ where: { did, name } });
  return listViews(ctx, session);
}
