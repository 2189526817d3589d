import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "#lib/server/auth/auth-options.ts";
import { originProblem } from "#lib/server/auth/own-origin.ts";
import { webContext } from "#lib/server/http/web-context.ts";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ nextauth: string[] }> };

const handle = (request: NextRequest, context: Context): Promise<Response> =>
  NextAuth(request, context, authOptions(webContext()));

export { handle as GET };

/** Signing in and out are changes: from this site's own pages only, beside next-auth's own token. */
export async function POST(request: NextRequest, context: Context): Promise<Response> {
  return originProblem(request, webContext().webOrigin) ?? handle(request, context);
}
