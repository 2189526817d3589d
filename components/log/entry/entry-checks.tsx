"use client";
import { useCallback, useEffect, useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { RetryAlert } from "#components/ui/retry-alert.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { rememberedLogs } from "#lib/client/memory/remembered-logs.ts";
import { browserClock } from "#lib/client/platform.ts";
import { browserTexts } from "#lib/client/text-store.ts";
import { type CheckedReceipt, checkFetched } from "#lib/client/verify/check-online.ts";
import type { ReceiptDocument } from "#lib/contract/statements.ts";
import { CheckLimits, CheckList } from "../proof/check-list.tsx";
import { verdictOf } from "../proof/check-words.ts";
import { clockTime } from "../proof/clock-time.ts";
import { FoolIt } from "../proof/fool-it.tsx";

const conclusions = {
  verified: { tone: "verified", title: "It holds" },
  failed: { tone: "failed", title: "It does not hold" },
  unsure: { tone: "attention", title: "Not everything could be checked" },
} as const;

/** Runs the checks of a receipt that the page brought along, and lists them. */
export default function EntryChecks({ receipt, statementHash }: { receipt: ReceiptDocument; statementHash: string }) {
  const [checked, setChecked] = useState<(CheckedReceipt & { at: string }) | undefined>(undefined);
  const [isOffline, setOffline] = useState(false);

  const run = useCallback(async () => {
    setOffline(false);
    const expected = { index: receipt.index, statementHash };
    try {
      const found = await checkFetched(receipt, expected, rememberedLogs(browserTexts()), browserClock);
      setChecked({ ...found, at: clockTime() });
    } catch {
      setOffline(true);
    }
  }, [receipt, statementHash]);

  useEffect(() => {
    void run();
  }, [run]);

  if (isOffline) {
    return (
      <RetryAlert title="Cannot check: the log's key could not be fetched" onRetry={() => void run()}>
        This browser keeps the key after the first check; then it works without a network.
      </RetryAlert>
    );
  }
  if (checked === undefined) return <SkeletonText lines={8} label="Checking in this browser" />;
  const verdict = verdictOf(checked.finding.checks);
  const { tone, title } = conclusions[verdict];
  return (
    <div data-holds={verdict} className="flex flex-col gap-5">
      <Alert live tone={tone} title={`${title}. Checked in this browser, ${checked.at}.`} />
      <CheckList checks={checked.finding.checks} label="Checks of the receipt" />
      <FoolIt checked={checked} />
      <CheckLimits />
    </div>
  );
}
