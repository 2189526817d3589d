import type { Metadata } from "next";
import { NamesPage } from "#components/names/names-page.tsx";

export const metadata: Metadata = { title: "Prove a name" };

export default async function Page({ searchParams }: { searchParams: Promise<{ provider?: string | string[] }> }) {
  const { provider } = await searchParams;
  return <NamesPage providerId={typeof provider === "string" ? provider : ""} />;
}
