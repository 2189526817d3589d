"use client";
import dynamic from "next/dynamic";
import { SkeletonText } from "#components/ui/skeleton.tsx";

const CaptureForm = dynamic(() => import("./capture-form.tsx"), {
  ssr: false,
  loading: () => <SkeletonText label="Opening" />,
});

/** `/report/capture`: the one page whose scripts may speak to other hosts than this one. */
export function CapturePage() {
  return <CaptureForm />;
}
