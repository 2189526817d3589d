import { Link } from "./link.tsx";

/** Links to the sections of a page, in their order: id and title. On narrow screens one line that is pushed sideways. */
export function OnThisPage({ sections }: { sections: readonly (readonly [id: string, title: string])[] }) {
  return (
    <nav aria-label="On this page" className="mb-6 border-divider border-y py-1.5 max-sm:overflow-x-auto">
      <ul className="flex gap-x-5 gap-y-1 text-sm max-sm:w-max sm:flex-wrap">
        {sections.map(([id, title]) => (
          <li key={id}>
            <Link look="quiet" href={`#${id}`} className="inline-flex min-h-6 items-center">
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
