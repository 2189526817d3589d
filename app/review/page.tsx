import type { Metadata } from "next";
import { ReviewDesk } from "#components/review/review-desk.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";

/** The title never names a case: whoever reads without names must not find one in the tab. */
export const metadata: Metadata = {
  title: "Review",
  description: "The desk of those who decide what machines cannot.",
};

export default function ReviewPage() {
  return (
    <>
      <PageHeading
        title="Review"
        lead="What is due first stands first. Evidence before the ballot, the effect after it."
      />
      <ReviewDesk />
    </>
  );
}
