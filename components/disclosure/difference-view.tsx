import type { IdentityChange } from "#components/provider/identity-fields.ts";
import { Badge } from "#components/ui/badge.tsx";

/** What a correction changes, before and after, in words; told by words too, not only by strokes and colours. */
export function DifferenceView({ changes }: { changes: readonly IdentityChange[] }) {
  if (changes.length === 0)
    return <p className="text-muted">No fact differs from the published version: only its dates.</p>;
  return (
    <dl className="-my-2 divide-y divide-divider">
      {changes.map((change) => (
        <div key={change.name} className="flex flex-col gap-1 py-2">
          <dt className="font-medium">{change.label}</dt>
          <dd className="flex gap-2 text-muted">
            <Badge>before</Badge>
            <del className="min-w-0">
              <bdi>{change.before}</bdi>
            </del>
          </dd>
          <dd className="flex gap-2">
            <Badge tone="info">after</Badge>
            <ins className="min-w-0 no-underline">
              <bdi>{change.after}</bdi>
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
