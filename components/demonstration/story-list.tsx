import { Link } from "#components/ui/link.tsx";
import type { DemoWorld } from "#lib/contract/demonstration.ts";

/** What the invented market tells, each with the pages on which it shows. */
export function StoryList({ stories }: { stories: DemoWorld["stories"] }) {
  return (
    <ol className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
      {stories.map(({ id, title, words, links }) => (
        <li key={id} id={`story-${id}`} className="min-w-0 border-divider border-t pt-3">
          <h3 className="font-medium">{title}</h3>
          <p className="mt-1 text-muted">{words}</p>
          <ul className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1 text-sm">
            {links.map(({ label, path }) => (
              <li key={path}>
                <Link href={path} className="inline-flex min-h-6 items-center">
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
