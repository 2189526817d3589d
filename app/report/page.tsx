import type { Metadata } from "next";
import { ReportPage } from "#components/report/report-page.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { webContext } from "#lib/server/http/web-context.ts";

export const metadata: Metadata = {
  title: "Report a provider",
  description: "Show what a provider signed, have it checked in your browser, and file it so that nobody can hide it.",
};

export default function Page() {
  return (
    <>
      <PageHeading
        title="Report a provider"
        lead="What a provider signed speaks for itself. Your proof is checked in this browser first, and nothing leaves it before you file. No account needed."
      />
      <ReportPage origin={webContext().origin} />
    </>
  );
}
