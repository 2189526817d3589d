import { Badge } from "#components/ui/badge.tsx";
import type { Change } from "#lib/client/disclosure/difference.ts";

/** What a correction changes, before and after, in words; removed and added are said, not only coloured. */
export function DifferenceView({
  changes,
  labels,
}: {
  changes: readonly Change[];
  labels: ReadonlyMap<string, string>;
}) {
  if (changes.length === 0) return <p className="text-muted">Nothing differs from the published version.</p>;
  return (
    <dl className="divide-y divide-divider">
      {changes.map((change) => (
        <div key={change.field} className="py-2">
          <dt className="font-medium">{labels.get(change.field) ?? change.field}</dt>
          {change.before === undefined ? null : (
            <dd className="flex gap-2 text-muted">
              <Badge>before</Badge> <del className="min-w-0 break-words">{change.before}</del>
            </dd>
          )}
          {change.after === undefined ? (
            <dd className="text-muted">removed</dd>
          ) : (
            <dd className="flex gap-2">
              <Badge tone="info">after</Badge> <ins className="min-w-0 break-words no-underline">{change.after}</ins>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
