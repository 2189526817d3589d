import type { Metadata } from "next";
import { OperatorHome } from "#components/operator/operator-home.tsx";
import { currentSession } from "#lib/server/auth/current-session.ts";

export const metadata: Metadata = { title: "Publish" };

export default async function OperatorPage() {
  return <OperatorHome isSignedIn={(await currentSession()) !== undefined} />;
}
