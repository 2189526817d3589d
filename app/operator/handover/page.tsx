import type { Metadata } from "next";
import { HandoverPage } from "#components/handover/handover-page.tsx";

export const metadata: Metadata = { title: "Hand over or link" };

export default async function Page({ searchParams }: { searchParams: Promise<{ provider?: string | string[] }> }) {
  const { provider } = await searchParams;
  return <HandoverPage providerId={typeof provider === "string" ? provider : ""} />;
}
