/** The session of the request that a server component renders for. */
import { cookies } from "next/headers";
import type { SessionView } from "#lib/contract/accounts.ts";
import { webContext } from "../http/web-context.ts";
import { loadSession } from "../services/account/sessions.ts";
import { claimOfToken, sessionCookieName } from "./session-cookie.ts";

/** The open session, checked against its row; undefined when signed out. */
export async function currentSession(): Promise<SessionView | undefined> {
  const ctx = webContext();
  const token = (await cookies()).get(sessionCookieName(ctx.webOrigin))?.value;
  return loadSession(ctx, await claimOfToken(token, ctx.secret));
}
