import type { Metadata } from "next";
import { ClaimPage } from "#components/handover/claim-page.tsx";

export const metadata: Metadata = { title: "Claim a provider by its key" };

export default function Page() {
  return <ClaimPage />;
}
