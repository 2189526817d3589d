"use client";
import { usePathname } from "next/navigation";
import { DocLinks, type DocNavGroup } from "./doc-links.tsx";

/** All documents, by group; folded above the text on small screens. */
export function DocNav({ groups }: { groups: readonly DocNavGroup[] }) {
  const lists = <DocLinks groups={groups} here={usePathname()} />;
  return (
    <nav aria-label="Documentation">
      <details className="rounded-md border border-divider px-4 py-2 lg:hidden">
        <summary className="min-h-6">All documents</summary>
        <div className="pt-3">{lists}</div>
      </details>
      <div className="sticky top-20 hidden max-h-[calc(100dvh-6rem)] overflow-y-auto pb-6 lg:block">{lists}</div>
    </nav>
  );
}
