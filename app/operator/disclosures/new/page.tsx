import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ComposerPage } from "#components/disclosure/composer-page.tsx";

export const metadata: Metadata = { title: "Publish a disclosure" };

type Search = Promise<{ provider?: string | string[]; type?: string | string[] }>;

export default async function NewDisclosurePage({ searchParams }: { searchParams: Search }) {
  const { provider, type = "identity" } = await searchParams;
  if (type !== "identity") notFound();
  return <ComposerPage providerId={typeof provider === "string" ? provider : ""} />;
}
