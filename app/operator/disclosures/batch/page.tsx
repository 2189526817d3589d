import type { Metadata } from "next";
import { BatchPage } from "#components/disclosure/sitting-pages.tsx";

export const metadata: Metadata = { title: "Disclosures in one sitting" };

type Search = { searchParams: Promise<{ provider?: string | string[] }> };

export default async function DisclosureBatchPage({ searchParams }: Search) {
  const { provider } = await searchParams;
  return <BatchPage providerId={typeof provider === "string" ? provider : ""} />;
}
