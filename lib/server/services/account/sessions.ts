/** Sessions: the token in the cookie only names a row; the row decides, at every request. */
import type { SessionView } from "#lib/contract/accounts.ts";
import { asInstant, formatInstant, MINUTE_MS } from "#lib/kernel/instant.ts";
import { keyStateAt } from "#lib/keys/lifecycle.ts";
import { signingKeyOf } from "#lib/state/view.ts";
import type { Session } from "../../db/generated/client.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";

/** A session's `last_seen_at` is written at most this often. */
const SEEN_EVERY_MS = 5 * MINUTE_MS;

/** What a cookie claims: believed only as far as the row agrees. */
export type Claim = { readonly sessionId: string; readonly did: string };

/**
 * The open session that the claim names; undefined when it is revoked, expired, unknown or of another account, and when
 * the key that opened it is revoked or retired: who stole a key must not read on after its owner has ended it.
 */
export async function loadSession(ctx: Ctx, claim: Claim | undefined): Promise<SessionView | undefined> {
  if (claim === undefined) return undefined;
  const row = await ctx.prisma.session.findUnique({ where: { id: claim.sessionId } });
  const now = ctx.clock();
  if (row === null || row.did !== claim.did || row.revokedAt !== null || row.expiresAt.getTime() <= now)
    return undefined;
  const key = await ctx.forms.ask((view) => signingKeyOf(view, row.key));
  const state = key && keyStateAt(key, now);
  if (state === "revoked" || state === "retired") {
    await ctx.prisma.session.updateMany({ where: { id: row.id, revokedAt: null }, data: { revokedAt: new Date(now) } });
    return undefined;
  }
  if (now - row.lastSeenAt.getTime() > SEEN_EVERY_MS) {
    await ctx.prisma.session.updateMany({ where: { id: row.id }, data: { lastSeenAt: new Date(now) } });
  }
  return viewOf(row, row.id);
}

/** Errors: `not-signed-in`. */
export async function requireSession(ctx: Ctx, claim: Claim | undefined): Promise<SessionView> {
  const session = await loadSession(ctx, claim);
  if (session !== undefined) return session;
  throw new ServiceError("not-signed-in", "You are signed out, or this session was ended.");
}

/** Open sessions of the account, newest first. */
export async function listSessions(ctx: Ctx, session: SessionView): Promise<SessionView[]> {
  const rows = await ctx.prisma.session.findMany({
    where: { did: session.did, revokedAt: null, expiresAt: { gt: new Date(ctx.clock()) } },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  return rows.map((row) => viewOf(row, session.id));
}

/** Ends one session of the account. Errors: `not-found`, also for a session of somebody else. */
export async function revokeSession(ctx: Ctx, session: SessionView, id: string): Promise<number> {
  const { count } = await ctx.prisma.session.updateMany({
    where: { id, did: session.did, revokedAt: null },
    data: { revokedAt: new Date(ctx.clock()) },
  });
  if (count === 0) throw new ServiceError("not-found", "This account has no open session with that id.");
  return count;
}

/** Ends every open session of the account but this one; gives how many. */
export async function revokeOtherSessions(ctx: Ctx, session: SessionView): Promise<number> {
  const { count } = await ctx.prisma.session.updateMany({
    where: { did: session.did, revokedAt: null, id: { not: session.id } },
    data: { revokedAt: new Date(ctx.clock()) },
  });
  return count;
}

function viewOf(row: Session, currentId: string): SessionView {
  return {
    id: row.id,
    did: row.did,
    key: row.key,
    created_at: timeOf(row.createdAt),
    last_seen_at: timeOf(row.lastSeenAt),
    expires_at: timeOf(row.expiresAt),
    step_up_at: row.stepUpAt === null ? null : timeOf(row.stepUpAt),
    user_agent: row.userAgent,
    current: row.id === currentId,
  };
}

function timeOf(date: Date): string {
  return formatInstant(asInstant(date.getTime()));
}
