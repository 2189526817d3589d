import { Badge } from "#components/ui/badge.tsx";
import type { Change } from "#lib/disclosure/differences.ts";
import { ToldView } from "./told-view.tsx";

/** What a version changes, before and after, in words; told by words too, not only by strokes and colours. */
export function DifferenceView({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return <p className="text-muted">No fact differs: only its dates.</p>;
  return (
    <dl className="-my-2 divide-y divide-divider">
      {changes.map(({ name, label, before, after }) => (
        <div key={name} className="flex flex-col gap-1 py-2">
          <dt className="font-medium">
            <bdi>{label}</bdi>
          </dt>
          <dd className="flex items-baseline gap-2 text-muted">
            <Badge>before</Badge>
            {before === undefined ? (
              "not stated"
            ) : (
              <del className="min-w-0">
                <ToldView told={before} label={label} />
              </del>
            )}
          </dd>
          <dd className="flex items-baseline gap-2">
            <Badge tone="info">after</Badge>
            {after === undefined ? (
              "not stated any more"
            ) : (
              <ins className="min-w-0 no-underline">
                <ToldView told={after} label={label} />
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
