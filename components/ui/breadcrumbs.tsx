import type { ReactNode } from "react";
import { Link } from "./link.tsx";

export type Crumb = { text: ReactNode; href?: string };

/** Where this page stands. The last crumb is the page itself and no link. */
export function Breadcrumbs({ crumbs, label = "Breadcrumbs" }: { crumbs: readonly Crumb[]; label?: string }) {
  return (
    <nav aria-label={label}>
      <ol className="flex flex-wrap items-center gap-1.5 text-muted text-sm">
        {crumbs.map((crumb, position) => (
          <li key={crumb.href ?? `at-${position}`} className="flex min-h-6 min-w-0 items-center gap-1.5">
            {position > 0 ? <span aria-hidden>/</span> : null}
            {crumb.href ? (
              <Link look="quiet" href={crumb.href}>
                {crumb.text}
              </Link>
            ) : (
              <span aria-current="page" className="min-w-0 truncate text-ink">
                {crumb.text}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
