import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

/** What most readers need not see at first. The platform's own element: works before scripts load and in print. */
export function Details({
  summary,
  open,
  className,
  children,
}: {
  summary: ReactNode;
  /** Open at first. */
  open?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <details open={open} className={cx("min-w-0", className)}>
      <summary className="flex min-h-6 w-fit list-none items-center gap-1.5 rounded-sm text-link underline-offset-2 hover:underline [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 shrink-0 transition-transform [[open]>summary>&]:rotate-90" />
        <span className="min-w-0">{summary}</span>
      </summary>
      <div className="pt-3 pl-5.5">{children}</div>
    </details>
  );
}
