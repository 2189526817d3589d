import type { ReactNode } from "react";
import { cx } from "./cx.ts";

export type KeyValueItem = { key: string; label?: ReactNode; value: ReactNode };

/** Facts of one thing: names at the left in muted ink, values at the right; stacked below 640 px. */
export function KeyValueList({ items, className }: { items: readonly KeyValueItem[]; className?: string }) {
  return (
    <dl className={cx("grid grid-cols-1 gap-x-6 sm:grid-cols-[minmax(7rem,max-content)_1fr]", className)}>
      {items.map((item) => (
        <div key={item.key} className="grid grid-cols-subgrid items-baseline py-1 sm:col-span-2">
          <dt className="text-muted text-sm">{item.label ?? item.key}</dt>
          <dd className="min-w-0">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
