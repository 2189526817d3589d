import type { ReactNode } from "react";
import { Link } from "#components/ui/link.tsx";
import { countText } from "#lib/kernel/amount.ts";

/** An entry of the log, and what it says. */
export function EntryItem({ index, children }: { index: number; children: ReactNode }) {
  return (
    <li>
      <Link href={`/log/entries/${index}`}>Entry {countText(index)}</Link>, {children}
    </li>
  );
}
