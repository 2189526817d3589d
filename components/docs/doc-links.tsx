import { cx } from "#components/ui/cx.ts";
import { Link } from "#components/ui/link.tsx";

export type DocNavGroup = { title: string; links: readonly { href: string; text: string }[] };

/** All documents, by group; `here`: the path of the one that is read. */
export function DocLinks({ groups, here }: { groups: readonly DocNavGroup[]; here: string }) {
  return (
    <div className="flex flex-col gap-5">
      {groups.map(({ title, links }) => (
        <div key={title}>
          <p className="mb-1 text-muted text-xs">{title}</p>
          <ul className="flex flex-col">
            {links.map(({ href, text }) => (
              <li key={href}>
                <Link
                  look="quiet"
                  href={href}
                  aria-current={href === here ? "page" : undefined}
                  className={cx("-mx-2 block px-2 py-1", href === here && "bg-selected font-medium")}
                >
                  {text}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
