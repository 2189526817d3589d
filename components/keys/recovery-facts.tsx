import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { Recovery } from "#lib/state/forms.ts";

/** Which key, from when on, announced where. */
export function RecoveryFacts({ recovery, now }: { recovery: Recovery; now: number }) {
  return (
    <>
      <HashText value={recovery.key} what="announced key" /> will be in force{" "}
      <TimeText at={Date.parse(recovery.effectiveFrom)} now={now} show="both" precision="minute" />, announced in{" "}
      <Link href={`/log/entries/${recovery.announcedIn}`}>entry {recovery.announcedIn.toLocaleString("en")}</Link>.
    </>
  );
}
