import type { Metadata } from "next";
import { DisclosuresPage } from "#components/disclosure/disclosures-page.tsx";

export const metadata: Metadata = { title: "Your disclosures" };

type Search = { searchParams: Promise<{ provider?: string | string[] }> };

export default async function OperatorDisclosuresPage({ searchParams }: Search) {
  const { provider } = await searchParams;
  return <DisclosuresPage providerId={typeof provider === "string" ? provider : ""} />;
}
