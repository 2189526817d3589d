"use client";
import { Download } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { browserClock } from "#lib/client/platform.ts";
import { saveFile } from "#lib/client/save-file.ts";
import { browserTexts } from "#lib/client/text-store.ts";
import { trustStore } from "#lib/client/trust-store.ts";
import { type Compared, compareWithMemory, meetLogKey } from "#lib/client/verify/check-online.ts";

/** Meets the log's key if this browser has none, then demands that the log continues what was verified here before. */
async function compare(origin: string): Promise<Compared> {
  const store = trustStore(browserTexts());
  const key = await meetLogKey(store, origin);
  if (key.from === "site") store.rememberKey(origin, key.vkey, browserClock());
  return compareWithMemory(origin, store, browserClock);
}

export default function MemoryCheck({ origin }: { origin: string }) {
  const [compared, setCompared] = useState<Compared | "offline" | undefined>(undefined);
  const run = useCallback(async () => {
    setCompared(await compare(origin).catch(() => "offline" as const));
  }, [origin]);
  useEffect(() => {
    void run();
  }, [run]);

  if (compared === undefined) return <Skeleton className="h-10 w-full" />;
  if (compared === "offline") {
    const again = (
      <Button size="sm" onClick={() => void run()}>
        Try again
      </Button>
    );
    return (
      <Alert
        live
        tone="attention"
        title="Offline: the log cannot be compared with what you saw before"
        actions={again}
      />
    );
  }
  return <MemoryVerdict compared={compared} />;
}

/** The comparison in words; a contradiction is an alarm with the evidence to keep. */
export function MemoryVerdict({ compared }: { compared: Pick<Compared, "check" | "evidence"> }) {
  const { check, evidence } = compared;
  if (check.outcome === "fail") {
    const keep =
      evidence === undefined ? null : (
        <Button size="sm" onClick={() => saveFile("touchstone-contradiction.json", evidence)}>
          <Download aria-hidden />
          Download the evidence
        </Button>
      );
    return (
      <Alert live tone="failed" title="This log contradicts what you saw before" actions={keep}>
        {check.detail} Keep the evidence and compare it with other people's: it is signed.
      </Alert>
    );
  }
  if (check.outcome === "pass") {
    return (
      <Alert live tone="verified" title="The log continues what this browser saw before">
        {check.detail}
      </Alert>
    );
  }
  return (
    <Alert live tone="info" title="Your first visit: this browser now remembers the log's key and size">
      From now on it demands at each visit that the log continues from here. {check.detail}
    </Alert>
  );
}
