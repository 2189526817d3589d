import type { ReactNode } from "react";
import { cx } from "./cx.ts";

/** The head of a page: one h1, one sentence, actions at the right. */
export function PageHeading({
  title,
  lead,
  actions,
  eyebrow,
}: {
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  /** Breadcrumbs or kind, above the title. */
  eyebrow?: ReactNode;
}) {
  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 max-w-prose">
        {eyebrow ? <div className="mb-1 text-muted text-sm">{eyebrow}</div> : null}
        <h1 className="text-2xl">{title}</h1>
        {lead ? <p className="mt-1.5 text-lg text-muted">{lead}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}

/** A heading inside a page, with its anchor. */
export function SectionHeading({
  id,
  level = 2,
  lead,
  actions,
  className,
  children,
}: {
  id?: string;
  level?: 2 | 3;
  lead?: ReactNode;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <div className={cx("mb-3 flex flex-wrap items-end justify-between gap-x-4 gap-y-1", className)}>
      <div className="min-w-0 max-w-prose">
        <Heading id={id} className={level === 2 ? "text-xl" : "text-lg"}>
          {children}
        </Heading>
        {lead ? <p className="mt-0.5 text-muted">{lead}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  );
}
