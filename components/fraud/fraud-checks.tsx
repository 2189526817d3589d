"use client";
import { useCallback, useEffect, useState } from "react";
import { RetryAlert } from "#components/ui/retry-alert.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { FileResult } from "#components/verify/file-result.tsx";
import { rememberedLogs } from "#lib/client/memory/remembered-logs.ts";
import { browserTexts } from "#lib/client/text-store.ts";
import { fetchFraudProof } from "#lib/client/verify/fetch-fraud-proof.ts";
import type { FileFinding } from "#lib/state/files/file-content.ts";

export type FraudChecksProps = {
  readonly sha256: string;
  readonly fileName: string;
  readonly accused: string;
  /** The index that shows this page: its own key counts for its own log until this browser remembers one. */
  readonly site: { readonly origin: string; readonly vkey: string };
};

/** Fetches the file, and judges it with the key that this browser knows of the accused log. */
export default function FraudChecks({ sha256, fileName, accused, site }: FraudChecksProps) {
  const [finding, setFinding] = useState<FileFinding | "failed" | undefined>(undefined);

  const run = useCallback(async () => {
    setFinding(undefined);
    setFinding(
      await fetchFraudProof(sha256, accused, site, rememberedLogs(browserTexts())).catch(() => "failed" as const),
    );
  }, [sha256, accused, site]);

  useEffect(() => {
    void run();
  }, [run]);

  if (finding === undefined) return <SkeletonText lines={6} label="Checking in this browser" />;
  if (finding === "failed") {
    return (
      <RetryAlert
        title="Cannot check: the file could not be fetched, or is not the one that this page names"
        onRetry={() => void run()}
      >
        Download it and give it to a verifier that you trust.
      </RetryAlert>
    );
  }
  return <FileResult name={fileName} finding={finding} />;
}
