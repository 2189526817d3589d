import type { Metadata } from "next";
import { FollowingPage } from "#components/follow/following-page.tsx";

export const metadata: Metadata = {
  title: "Following",
  description: "What matters about the providers that you follow, without an account.",
  alternates: { types: { "application/atom+xml": "/feed.atom", "application/feed+json": "/feed.json" } },
};

export default function Page() {
  return <FollowingPage />;
}
