"use client";
import { usePathname } from "next/navigation";
import { cx } from "#components/ui/cx.ts";
import { Link } from "#components/ui/link.tsx";

export type DocNavGroup = { title: string; links: readonly { href: string; text: string }[] };

/** All documents, by group; folded above the text on small screens. */
export function DocNav({ groups }: { groups: readonly DocNavGroup[] }) {
  const pathname = usePathname();
  const lists = (
    <div className="flex flex-col gap-5">
      {groups.map(({ title, links }) => (
        <div key={title}>
          <p className="mb-1 text-muted text-xs">{title}</p>
          <ul className="flex flex-col">
            {links.map(({ href, text }) => {
              const isHere = pathname === href;
              return (
                <li key={href}>
                  <Link
                    look="quiet"
                    href={href}
                    aria-current={isHere ? "page" : undefined}
                    className={cx("-mx-2 block px-2 py-1", isHere && "bg-selected font-medium")}
                  >
                    {text}
                  </Link>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </div>
  );
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
