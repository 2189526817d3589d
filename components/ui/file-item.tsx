import type { ReactNode } from "react";

/** A file to take along, and what it is good for. A plain anchor: a file of the API, not a page of this site. */
export function FileItem({ href, note, children }: { href: string; note: string; children: ReactNode }) {
  return (
    <li>
      <a href={href} download className="text-link underline underline-offset-2">
        {children}
      </a>
      <span className="text-muted text-sm">, {note}</span>
    </li>
  );
}
