import type { SessionView } from "#lib/contract/accounts.ts";
import { isMaintainer } from "#lib/state/maintainer-forms.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";

/** Rights are the log's: a session that outlives its owner's office opens nothing. Errors: `no-authority`. */
export async function requireMaintainer(ctx: Ctx, session: SessionView): Promise<SessionView> {
  if (await ctx.forms.ask((view) => isMaintainer(view, session.did))) return session;
  throw new ServiceError("no-authority", "The review desk is for maintainers of this index.");
}
