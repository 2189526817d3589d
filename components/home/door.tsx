import type { ReactNode } from "react";
import { Link } from "#components/ui/link.tsx";

const NAME = "text-lg after:absolute after:inset-0 after:rounded-lg";

/** A card that leads somewhere: the whole of it is the link. `afresh`: by a new page, not within the one that is open. */
export function Door({
  icon,
  href,
  title,
  afresh = false,
  children,
}: {
  icon: ReactNode;
  href: string;
  title: string;
  afresh?: boolean;
  children: ReactNode;
}) {
  return (
    <li className="group relative flex gap-3 rounded-lg border border-divider p-4 transition-colors hover:border-control hover:bg-sunken">
      <span aria-hidden className="mt-0.5 text-muted [&_svg]:size-5">
        {icon}
      </span>
      <div className="min-w-0">
        {afresh ? (
          <a
            href={href}
            className={`rounded-sm font-medium text-ink underline decoration-control/60 underline-offset-3 hover:text-link hover:decoration-current ${NAME}`}
          >
            {title}
          </a>
        ) : (
          <Link look="name" href={href} className={NAME}>
            {title}
          </Link>
        )}
        <p className="mt-0.5 text-muted">{children}</p>
      </div>
    </li>
  );
}
