import { Check, CircleAlert, CircleHelp, Info, X } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

export type Tone = "neutral" | "info" | "verified" | "attention" | "failed" | "unknown";

export const toneInk: Record<Tone, string> = {
  neutral: "text-ink",
  info: "text-link",
  verified: "text-verified",
  attention: "text-attention",
  failed: "text-failed",
  unknown: "text-muted",
};

export const toneIcon = {
  neutral: undefined,
  info: Info,
  verified: Check,
  attention: CircleAlert,
  failed: X,
  unknown: CircleHelp,
} as const;

/** A short word on neutral ground. Tones colour ink and icon only, so that they never compete with risk colours. */
export function Badge({
  tone = "neutral",
  className,
  children,
}: {
  tone?: Tone;
  className?: string;
  children: ReactNode;
}) {
  const Icon = toneIcon[tone];
  return (
    <span
      className={cx(
        "inline-flex min-h-5 max-w-full items-center gap-1 rounded-sm border border-divider bg-sunken px-1.5 align-baseline font-medium text-xs leading-tight",
        toneInk[tone],
        className,
      )}
    >
      {Icon ? <Icon aria-hidden className="size-3 shrink-0" strokeWidth={2.5} /> : null}
      <span className="truncate">{children}</span>
    </span>
  );
}
