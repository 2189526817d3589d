import { cx } from "./cx.ts";

/** A grey shape in the place and size of what is loading. Give it the final height, so that nothing jumps. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx("skeleton block rounded-sm", className ?? "h-4 w-full")} />;
}

/** Lines of text being loaded; announces itself once. */
export function SkeletonText({ lines = 3, label = "Loading" }: { lines?: number; label?: string }) {
  return (
    <div role="status" className="flex flex-col gap-2">
      <span className="sr-only">{label}</span>
      {Array.from({ length: lines }, (_, line) => `line-${line}`).map((key, line) => (
        <Skeleton key={key} className={cx("h-3.5", line === lines - 1 ? "w-3/5" : "w-full")} />
      ))}
    </div>
  );
}

/** Rows of a table being loaded, 36 px each as in the real one. */
export function SkeletonRows({ rows = 5, label = "Loading" }: { rows?: number; label?: string }) {
  return (
    <div role="status" className="flex flex-col">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((key) => (
        <div key={key} className="flex h-9 items-center gap-4 border-divider border-b">
          <Skeleton className="h-3.5 w-1/12" />
          <Skeleton className="h-3.5 w-4/12" />
          <Skeleton className="h-3.5 w-2/12" />
          <Skeleton className="ml-auto h-3.5 w-2/12" />
        </div>
      ))}
    </div>
  );
}
