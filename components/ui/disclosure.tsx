import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

/** Something more, folded away under one line: the platform's own `<details>`, so it also opens by in-page search. */
export function Disclosure({
  summary,
  open = false,
  className,
  children,
}: {
  summary: ReactNode;
  open?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <details open={open} className={cx("group/fold min-w-0", className)}>
      <summary className="flex min-h-6 list-none items-center gap-1.5 rounded-sm text-link hover:underline [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 shrink-0 transition-transform group-open/fold:rotate-90" />
        <span className="min-w-0">{summary}</span>
      </summary>
      <div className="pt-2 pl-5.5">{children}</div>
    </details>
  );
}
