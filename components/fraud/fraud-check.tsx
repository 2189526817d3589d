"use client";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import type { FraudChecksProps } from "./fraud-checks.tsx";

const FraudChecks = dynamic(() => import("./fraud-checks.tsx"), {
  ssr: false,
  loading: () => <SkeletonText lines={6} label="Checking in this browser" />,
});

/** A proof of fraud, judged in this browser as soon as the page is there. The verifier is fetched after paint. */
export function FraudCheck(props: FraudChecksProps) {
  const [isShown, setShown] = useState(false);
  useEffect(() => setShown(true), []);
  return isShown ? <FraudChecks {...props} /> : <SkeletonText lines={6} label="Checking in this browser" />;
}
