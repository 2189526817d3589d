"use client";
import dynamic from "next/dynamic";
import { SkeletonText } from "#components/ui/skeleton.tsx";

/** Fetched when the page is shown: what it computes needs scripts anyway, and no other page pays for them. */
export const LazyLaboratory = dynamic(() => import("./laboratory.tsx"), {
  ssr: false,
  loading: () => (
    <div className="min-h-160">
      <SkeletonText lines={8} label="Loading the laboratory" />
    </div>
  ),
});
