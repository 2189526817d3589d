/** The session cookie: an encrypted token that names a session row and its account, and nothing else. */
import { decode } from "next-auth/jwt";
import type { Claim } from "../services/account/sessions.ts";

/** `__Host-` binds the cookie to exactly this origin; browsers take it on https only. */
export function sessionCookieName(webOrigin: string): string {
  return webOrigin.startsWith("https:") ? "__Host-touchstone-session" : "touchstone-session";
}

/** What the token claims, if it is one of ours and not expired; whether the session is open is the row's to say. Total. */
export async function claimOfToken(token: string | undefined, secret: string): Promise<Claim | undefined> {
  if (token === undefined || token === "") return undefined;
  const content = await decode({ token, secret }).catch(() => null);
  const { sid, did } = content ?? {};
  return typeof sid === "string" && typeof did === "string" ? { sessionId: sid, did } : undefined;
}

/** Value of one cookie in a Cookie header. */
export function cookieValue(header: string | null | undefined, name: string): string | undefined {
  for (const pair of (header ?? "").split(";")) {
    const equals = pair.indexOf("=");
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}

/** A Set-Cookie line that deletes the session cookie. */
export function clearedCookie(webOrigin: string): string {
  const secure = webOrigin.startsWith("https:") ? "; Secure" : "";
  return `${sessionCookieName(webOrigin)}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${secure}`;
}
