import type { SessionView } from "#lib/contract/accounts.ts";
import { isServing } from "#lib/state/governance/maintainer-forms.ts";
import { maintainerOf } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";

/** Rights are the log's: a session that outlives its owner's office opens nothing. Errors: `no-authority`. */
export async function requireMaintainer(ctx: Ctx, session: SessionView): Promise<SessionView> {
  const form = await ctx.forms.ask((view) => maintainerOf(view, session.did));
  if (form !== undefined && isServing(form)) return session;
  throw new ServiceError("no-authority", "The review desk is for maintainers of this index.");
}
