import type { SessionView, WhoAmI } from "#lib/contract/accounts.ts";
import { indexOf, maintainerOf, participantOf } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";

/** What a session may be greeted with. Rights are the fold's: `registered`, `admin` and `maintainer` only choose what is shown. */
export async function whoAmI(ctx: Ctx, session: SessionView | undefined): Promise<WhoAmI> {
  if (session === undefined) return { session: null, registered: false, admin: false, maintainer: false };
  const { did } = session;
  const facts = await ctx.forms.ask((view) => ({
    registered: participantOf(view, did) !== undefined,
    admin: indexOf(view)?.admins.some((admin) => admin === did) ?? false,
    maintainer: maintainerOf(view, did)?.removedIn === null,
  }));
  return { session, ...facts };
}
