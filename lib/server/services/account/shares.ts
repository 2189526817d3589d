/** What one account may keep: whether the log knows its key, and a count that requests which come together do not pass. */
import type { SessionView } from "#lib/contract/accounts.ts";
import { participantOf } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";

/** A key that nobody registered cost nothing, and has smaller shares. */
export function isRegistered(ctx: Ctx, { did }: SessionView): Promise<boolean> {
  return ctx.forms.ask((view) => participantOf(view, did) !== undefined);
}

/** One at a time for each account until the transaction ends: of two that come together the second counts the first. */
export async function lockAccount(tx: Pick<Ctx["prisma"], "$executeRaw">, { did }: SessionView): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM account WHERE did = ${did} FOR UPDATE`;
}
