/** What one account may keep: whether the log knows its key, and a count that requests which come together do not pass. */
import type { SessionView } from "#lib/contract/accounts.ts";
import { HOUR_MS } from "#lib/kernel/instant.ts";
import { participantOf } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";

type Sql = Pick<Ctx["prisma"], "$executeRaw">;

/** What an hour has room for, under a name of its own; `detail` says so to whoever comes later. */
type HourlyShare = { readonly bucket: string; readonly most: number; readonly detail: string };

/** A key that nobody registered cost nothing, and has smaller shares. */
export function isRegistered(ctx: Ctx, { did }: SessionView): Promise<boolean> {
  return ctx.forms.ask((view) => participantOf(view, did) !== undefined);
}

/** One at a time for each account until the transaction ends: of two that come together the second counts the first. */
export async function lockAccount(tx: Sql, { did }: SessionView): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM account WHERE did = ${did} FOR UPDATE`;
}

/** The hour that is now: it begins at a multiple of an hour. */
export const hourOf = ({ clock }: Pick<Ctx, "clock">): number => Math.floor(clock() / HOUR_MS) * HOUR_MS;

/** Counts one with what else the transaction does: nothing is counted that is not done. Errors: `rate-limited`. */
export async function spendOfHour(ctx: Ctx, tx: Sql, { bucket, most, detail }: HourlyShare): Promise<void> {
  const hour = hourOf(ctx);
  const spent = await tx.$executeRaw`
    INSERT INTO budget AS b (bucket, window_start_ms, spent) VALUES (${bucket}, ${BigInt(hour)}, 1)
    ON CONFLICT (bucket, window_start_ms) DO UPDATE SET spent = b.spent + 1 WHERE b.spent < ${most}`;
  if (spent !== 0) return;
  const retryAfterSeconds = Math.ceil((hour + HOUR_MS - ctx.clock()) / 1000);
  throw new ServiceError("rate-limited", detail, { retryAfterSeconds });
}
