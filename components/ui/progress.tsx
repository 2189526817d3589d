"use client";
import { Progress as ProgressPrimitive } from "radix-ui";
import type { ReactNode } from "react";

/** Work that takes more than two seconds: a label, a count, an estimate. `value` undefined = length not known. */
export function Progress({
  label,
  value,
  max = 100,
  detail,
}: {
  label: string;
  value?: number;
  max?: number;
  /** Count and estimate in words: "312 of 900 entries, about 8 s left". */
  detail?: ReactNode;
}) {
  const share = value === undefined ? undefined : Math.min(1, Math.max(0, value / max));
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap justify-between gap-x-3 text-sm">
        <span className="font-medium">{label}</span>
        {detail ? <span className="text-muted">{detail}</span> : null}
      </div>
      <ProgressPrimitive.Root
        aria-label={label}
        value={share === undefined ? null : Math.round(share * 100)}
        className="h-1.5 overflow-hidden rounded-full bg-divider"
      >
        <svg aria-hidden="true" width="100%" height="100%" preserveAspectRatio="none" viewBox="0 0 100 1">
          {share === undefined ? (
            <rect x="0" width="35" height="1" className="fill-link">
              <animate attributeName="x" values="-35;100" dur="1.6s" repeatCount="indefinite" />
            </rect>
          ) : (
            <rect x="0" width={share * 100} height="1" className="fill-link" />
          )}
        </svg>
      </ProgressPrimitive.Root>
    </div>
  );
}
