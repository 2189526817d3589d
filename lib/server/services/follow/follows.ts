/** Providers that an account follows: alerts of them go to its webhooks, and wait for it in every browser. */
import type { SessionView } from "#lib/contract/accounts.ts";
import { MOST_FOLLOWS } from "#lib/contract/follow-limits.ts";
import type { FollowView } from "#lib/contract/follows.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { readNames } from "#lib/server/alerts/alert-view.ts";
import { unclaimedKey } from "#lib/state/case/case-forms.ts";
import { providerKey } from "#lib/state/forms.ts";
import { lockAccount } from "../account/shares.ts";
import type { Ctx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { ServiceError } from "../service-error.ts";
import { readForms } from "../state/read-aggregates.ts";

/** Newest first. */
export async function listFollows(ctx: Ctx, session: SessionView): Promise<FollowView[]> {
  const rows = await ctx.prisma.follow.findMany({
    where: { did: session.did },
    orderBy: [{ since: "desc" }, { providerId: "asc" }],
    take: MOST_FOLLOWS,
  });
  const now = asInstant(Date.parse((await resolveAsOf(ctx, undefined)).time));
  const names = await readNames(
    ctx.pool,
    rows.map(({ providerId }) => providerId),
    now,
  );
  return rows.map(({ providerId, since }) => ({
    provider: providerId,
    provider_name: names.get(providerId)?.name ?? null,
    since: formatInstant(asInstant(since.getTime())),
  }));
}

/** Once more changes nothing. Errors: `not-found`; `budget` (too many). */
export async function followProvider(ctx: Ctx, session: SessionView, id: string): Promise<FollowView> {
  const asOf = await resolveAsOf(ctx, undefined);
  if ((await readForms(ctx, [providerKey(id), unclaimedKey(id)], asOf.size)).length === 0)
    throw new ServiceError("not-found", `No provider ${id} is known at size ${asOf.size}.`);
  const key = { did: session.did, providerId: id };
  const known = await ctx.prisma.follow.findUnique({ where: { did_providerId: key } });
  if (known === null) {
    // By the log's time, as alerts are dated: what was logged before is not told again.
    const data = { ...key, since: new Date(asOf.time) };
    await ctx.prisma.$transaction(async (tx) => {
      await lockAccount(tx, session);
      if ((await tx.follow.count({ where: { did: session.did, providerId: { not: id } } })) >= MOST_FOLLOWS)
        throw new ServiceError(
          "budget",
          `An account follows at most ${MOST_FOLLOWS} providers. Stop following one first.`,
        );
      await tx.follow.createMany({ data: [data], skipDuplicates: true });
    });
  }
  const followed = (await listFollows(ctx, session)).find(({ provider }) => provider === id);
  if (followed === undefined) throw new ServiceError("not-found", "It was stopped being followed meanwhile.");
  return followed;
}

/** What is not followed is not followed afterwards either. */
export async function unfollowProvider(ctx: Ctx, session: SessionView, id: string): Promise<FollowView[]> {
  await ctx.prisma.follow.deleteMany({ where: { did: session.did, providerId: id } });
  return await listFollows(ctx, session);
}
