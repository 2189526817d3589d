import type { Metadata } from "next";
import { SignInPanel } from "#components/account/sign-in-panel.tsx";

export const metadata: Metadata = { title: "Sign in" };

/** Only paths of this site: a sign-in page must not send people elsewhere. */
function ownPath(next: string | string[] | undefined): string {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/operator";
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  return <SignInPanel next={ownPath((await searchParams).next)} />;
}
