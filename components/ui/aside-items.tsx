import type { ReactNode } from "react";
import { countText } from "#lib/kernel/amount.ts";
import { Link } from "./link.tsx";

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

/** An entry of the log, and what it says. */
export function EntryItem({ index, children }: { index: number; children: ReactNode }) {
  return (
    <li>
      <Link href={`/log/entries/${index}`}>Entry {countText(index)}</Link>, {children}
    </li>
  );
}
