import type { Metadata } from "next";
import { FollowPage } from "#components/report/follow-page.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";

export const metadata: Metadata = { title: "Follow your report" };

export default function Page() {
  return (
    <>
      <PageHeading
        title="Follow your report"
        lead="Your case file says which case is yours. It is opened in this browser and never sent."
      />
      <FollowPage />
    </>
  );
}
