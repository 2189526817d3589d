"use client";
import dynamic from "next/dynamic";
import { SkeletonText } from "#components/ui/skeleton.tsx";

function Loading() {
  return <SkeletonText lines={6} label="Reading whom you follow" />;
}

// The list is this browser's: the server has nothing to draw of it, and the page is there before its code is.
const FollowingPage = dynamic(() => import("./following-page.tsx").then((module) => module.FollowingPage), {
  ssr: false,
  loading: Loading,
});

/** Everything below the heading. */
export function Following() {
  return <FollowingPage />;
}
