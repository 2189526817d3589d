"use client";
import { ChevronDown } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { Later } from "#components/ui/later.tsx";

/**
 * A section of a long page. Where there is room it is a heading with its content; on narrow screens it is closed at first,
 * says how much is in it, and opens by a press or when a link leads into it. No landmark: a page has seventeen of them, each
 * with its heading.
 */
export function FoldSection({
  id,
  title,
  count,
  lead,
  actions,
  isOpen: isOpenAtFirst = false,
  children,
}: {
  id: string;
  title: string;
  /** How much is inside: "3 open", "12". Shown on narrow screens only. */
  count?: string | undefined;
  lead?: ReactNode;
  actions?: ReactNode;
  /** Open on narrow screens too. */
  isOpen?: boolean;
  children: ReactNode;
}) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const section = useRef<HTMLElement>(null);
  const body = useId();
  useEffect(() => {
    const openFor = () => {
      const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
      if (target === null || section.current?.contains(target) !== true) return;
      setOpen(true);
      // What was closed had no place to scroll to.
      requestAnimationFrame(() => target.scrollIntoView());
    };
    openFor();
    window.addEventListener("hashchange", openFor);
    return () => window.removeEventListener("hashchange", openFor);
  }, []);
  return (
    <section ref={section} className="fold" data-open={isOpen}>
      <div className="mb-3 flex flex-wrap items-end justify-between gap-x-4 gap-y-1 max-sm:mb-0">
        <div className="min-w-0 max-w-prose max-sm:w-full">
          <h2 id={id} className="text-xl max-sm:border-divider max-sm:border-t">
            <span className="max-sm:hidden">{title}</span>
            <button
              type="button"
              aria-expanded={isOpen}
              aria-controls={body}
              onClick={() => setOpen(!isOpen)}
              className="flex min-h-11 w-full items-center justify-between gap-3 py-2 text-left -outline-offset-2 sm:hidden"
            >
              <span className="min-w-0">
                {title}
                {count === undefined ? null : <span className="font-normal text-base text-muted"> · {count}</span>}
              </span>
              <ChevronDown
                aria-hidden
                className={cx("size-5 shrink-0 text-muted transition-transform", isOpen && "rotate-180")}
              />
            </button>
          </h2>
          {lead ? <p className="fold-body text-muted max-sm:pb-3">{lead}</p> : null}
        </div>
        {/* One within the other: a utility for the layout would win over the rule that hides what is folded. */}
        {actions ? (
          <div className="fold-body max-sm:pb-3">
            <div className="flex flex-wrap items-center gap-2">{actions}</div>
          </div>
        ) : null}
      </div>
      <Later id={body} className="fold-body max-sm:pb-5">
        {children}
      </Later>
    </section>
  );
}
