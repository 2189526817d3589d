import type { ReactNode } from "react";
import { cx } from "./cx.ts";

/** A framed part of a page with an optional heading row. `level` is the heading's level in the page. */
export function Panel({
  title,
  description,
  actions,
  level = 2,
  flush = false,
  id,
  className,
  children,
}: {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  level?: 2 | 3 | 4;
  /** No inner padding, for tables and lists that bring their own. */
  flush?: boolean;
  id?: string;
  className?: string;
  children: ReactNode;
}) {
  const Heading = `h${level}` as const;
  return (
    <section id={id} className={cx("min-w-0 rounded-lg border border-divider bg-surface", className)}>
      {title ? (
        <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-divider border-b px-4 py-2.5">
          <div className="min-w-0">
            <Heading className="text-base">{title}</Heading>
            {description ? <p className="text-muted text-sm">{description}</p> : null}
          </div>
          {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
        </header>
      ) : null}
      <div className={flush ? "" : "p-4"}>{children}</div>
    </section>
  );
}

/** A frame without a heading. */
export function Card({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cx("min-w-0 rounded-lg border border-divider bg-surface p-4", className)}>{children}</div>;
}
