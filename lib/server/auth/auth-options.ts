/** next-auth's settings: one way in (a signed challenge), a token that names a session row, cookies for this origin only. */
import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { answerChallenge, SESSION_MS } from "../services/account/answer-challenge.ts";
import { loadSession, revokeSession } from "../services/account/sessions.ts";
import type { Ctx } from "../services/context.ts";
import { isServiceError } from "../services/service-error.ts";
import { sessionCookieName } from "./session-cookie.ts";

/** The provider's id: `/api/auth/callback/did`, `signIn("did", { challenge, signature })`. */
export const DID_PROVIDER = "did";

export function authOptions(ctx: Ctx): AuthOptions {
  const secure = ctx.webOrigin.startsWith("https:");
  const prefix = secure ? "__Host-" : "";
  const cookie = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  return {
    secret: ctx.secret,
    useSecureCookies: secure,
    session: { strategy: "jwt", maxAge: SESSION_MS / 1000 },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    cookies: {
      sessionToken: { name: sessionCookieName(ctx.webOrigin), options: cookie },
      csrfToken: { name: `${prefix}touchstone-csrf`, options: cookie },
      callbackUrl: { name: `${prefix}touchstone-callback`, options: cookie },
    },
    providers: [
      CredentialsProvider({
        id: DID_PROVIDER,
        name: "Signing key",
        credentials: { challenge: { label: "Challenge" }, signature: { label: "Signature" } },
        authorize: async (credentials, request) => {
          const agent: unknown = request.headers?.["user-agent"];
          try {
            const signedIn = await answerChallenge(ctx, {
              challenge: credentials?.challenge ?? "",
              signature: credentials?.signature ?? "",
              userAgent: typeof agent === "string" ? agent : "",
            });
            return { id: signedIn.sessionId, did: signedIn.did };
          } catch (error) {
            // The code is what the page needs to say why; next-auth passes an error's message to the client.
            if (isServiceError(error)) throw new Error(error.code);
            throw error;
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => {
        if (user !== undefined && "did" in user) return { sid: user.id, did: user.did };
        return { sid: token.sid, did: token.did };
      },
      session: async ({ session, token }) => {
        const claim =
          typeof token.sid === "string" && typeof token.did === "string"
            ? { sessionId: token.sid, did: token.did }
            : undefined;
        const open = await loadSession(ctx, claim);
        return { expires: open === undefined ? new Date(0).toISOString() : session.expires, did: open?.did ?? null };
      },
      redirect: ({ url }) => {
        if (url.startsWith(`${ctx.webOrigin}/`)) return url;
        return url.startsWith("/") && !url.startsWith("//") ? `${ctx.webOrigin}${url}` : ctx.webOrigin;
      },
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid !== "string" || typeof token.did !== "string") return;
        const open = await loadSession(ctx, { sessionId: token.sid, did: token.did });
        if (open !== undefined) await revokeSession(ctx, open, open.id);
      },
    },
  };
}
