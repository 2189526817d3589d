"use client";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import type { ReceiptDocument } from "#lib/contract/statements.ts";

const EntryChecks = dynamic(() => import("./entry-checks.tsx"), {
  ssr: false,
  loading: () => <SkeletonText lines={8} label="Checking in this browser" />,
});

/** The receipt of an entry, checked in this browser as soon as the page is there. The verifier is fetched after paint. */
export function EntryProof({ receipt, statementHash }: { receipt: ReceiptDocument; statementHash: string }) {
  const [isShown, setShown] = useState(false);
  useEffect(() => setShown(true), []);
  return isShown ? (
    <EntryChecks receipt={receipt} statementHash={statementHash} />
  ) : (
    <SkeletonText lines={8} label="Checking in this browser" />
  );
}
