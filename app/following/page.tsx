import type { Metadata } from "next";
import { Following } from "#components/follow/following.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";

export const metadata: Metadata = {
  title: "Following",
  description: "What matters about the providers that you follow, without an account.",
  alternates: { types: { "application/atom+xml": "/feed.atom", "application/feed+json": "/feed.json" } },
};

export default function Page() {
  return (
    <>
      <PageHeading
        title="Following"
        lead="What matters about the providers that you follow: when they close, fall silent, contradict themselves, or are proven to have lied."
      />
      <Following />
    </>
  );
}
