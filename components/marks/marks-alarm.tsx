import { OctagonX } from "lucide-react";
import type { ReactNode } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Link } from "#components/ui/link.tsx";

/**
 * Above everything else of a page, in place of its sentence: what to do with money that is there, then why. `closing`
 * and `children`, the alarm of silence, run by the clock and not by the day.
 */
export function MarksAlarm({
  isForked,
  closing,
  children,
}: {
  isForked: boolean;
  /** The notice of a provider that closes: it stands first, since it says itself what to do with money there. */
  closing?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="mb-6 flex flex-col gap-3">
      {closing ?? (
        <h2 className="flex items-start gap-2.5 text-failed text-xl">
          <OctagonX aria-hidden className="mt-1 size-5 shrink-0" />
          <span className="min-w-0">Do not add money; withdraw what you can.</span>
        </h2>
      )}
      {isForked ? (
        <Alert tone="failed" title="It signed two different words on one thing">
          Both are in the log, both are signed, and they cannot both be true. <Link href="#cases">Cases</Link> ·{" "}
          <Link href="#digests">Ledger digests</Link>
        </Alert>
      ) : null}
      {children}
    </div>
  );
}
