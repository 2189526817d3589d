import { Link } from "#components/ui/link.tsx";
import type { DemoWorld } from "#lib/contract/demonstration.ts";

/** What the invented market tells, each with where it shows, and the pages. */
export function StoryList({ stories }: { stories: DemoWorld["stories"] }) {
  return (
    <ol className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
      {stories.map(({ id, title, words, shows, links }) => (
        <li key={id} id={`story-${id}`} className="min-w-0 border-divider border-t pt-3">
          <h3 className="font-medium">{title}</h3>
          <p className="mt-1 text-muted">{words}</p>
          {shows === "" ? null : (
            <p className="mt-1 text-sm">
              <span className="font-medium">To see.</span> <WithPaths text={shows} />
            </p>
          )}
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

/** Paths, each once, stand in backticks: every second piece. */
function WithPaths({ text }: { text: string }) {
  return text.split("`").map((piece, nth) =>
    nth % 2 === 1 ? (
      <Link key={piece} href={piece}>
        {piece}
      </Link>
    ) : (
      piece
    ),
  );
}
