import { ClockAlert } from "lucide-react";
import { formatSpan } from "./format-time.ts";

/** How old a datum is, when it is older than it should be. `what` names the datum for screen readers. */
export function StaleChip({ at, now, what = "Data" }: { at: number; now: number; what?: string }) {
  return (
    <span
      title={`${what} of ${new Date(at).toISOString()}`}
      className="inline-flex min-h-5 items-center gap-1 rounded-sm border border-control border-dashed px-1.5 font-medium text-attention text-xs leading-tight"
    >
      <ClockAlert aria-hidden className="size-3 shrink-0" />
      stale, {formatSpan(now - at)} old
    </span>
  );
}
