import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ComposerPage } from "#components/disclosure/composer-page.tsx";
import { DISCLOSURES, isDisclosureName } from "#lib/statement/disclosures/all.ts";

export const metadata: Metadata = { title: "Publish a disclosure" };

type Search = Promise<{ provider?: string | string[]; type?: string | string[] }>;

export default async function NewDisclosurePage({ searchParams }: { searchParams: Search }) {
  const { provider, type = "identity" } = await searchParams;
  if (typeof type !== "string" || !isDisclosureName(type) || !DISCLOSURES[type].composed) notFound();
  return <ComposerPage providerId={typeof provider === "string" ? provider : ""} />;
}
