"use client";
import dynamic from "next/dynamic";
import { SkeletonText } from "#components/ui/skeleton.tsx";

const FollowCase = dynamic(() => import("./follow-case.tsx"), {
  ssr: false,
  loading: () => <SkeletonText label="Opening" />,
});

/** `/report/follow`. */
export function FollowPage() {
  return <FollowCase />;
}
