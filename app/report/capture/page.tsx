import type { Metadata } from "next";
import { CapturePage } from "#components/report/capture-page.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";

export const metadata: Metadata = { title: "Call a provider from this browser" };

export default function Page() {
  return (
    <>
      <PageHeading
        title="Call a provider from this browser"
        lead="The call goes from here to the provider alone. What it signs is checked here, and is yours to keep or to report."
      />
      <CapturePage />
    </>
  );
}
