import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { Missing } from "./provider-summary.ts";

/** What this provider does not show. */
export function MissingList({ missing }: { missing: readonly Missing[] }) {
  return (
    <Panel level={2} title="What is missing here">
      {missing.length === 0 ? (
        <p className="text-muted">Nothing of what this index asks for today.</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {missing.map(({ id, title, why, href, link }) => (
            <li key={id}>
              <p className="font-medium">{title}</p>
              <p className="text-muted text-sm">
                {why} <Link href={href}>{link}</Link>
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
