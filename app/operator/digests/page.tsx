import type { Metadata } from "next";
import { ImportPage } from "#components/ledger-digest/import-page.tsx";

export const metadata: Metadata = { title: "Publish ledger digests" };

export default async function DigestsPage({
  searchParams,
}: {
  searchParams: Promise<{ provider?: string | string[] }>;
}) {
  const { provider } = await searchParams;
  return <ImportPage providerId={typeof provider === "string" ? provider : ""} />;
}
