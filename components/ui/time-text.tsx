import { cx } from "./cx.ts";
import { formatRelative, formatUtc } from "./format-time.ts";

/**
 * A moment, always inside `<time>`. `at` and `now` are ms UTC; `now` is the page's one clock reading (the time of its
 * `as of`), given from above: components never read a clock.
 */
export function TimeText({
  at,
  now,
  show = now === undefined ? "absolute" : "relative",
  precision = "second",
  className,
}: {
  at: number;
  now?: number;
  show?: "absolute" | "relative" | "both";
  precision?: "second" | "minute" | "day";
  className?: string;
}) {
  const absolute = formatUtc(at, precision);
  const relative = now === undefined ? absolute : formatRelative(at, now);
  return (
    <time dateTime={new Date(at).toISOString()} title={formatUtc(at)} className={cx("whitespace-nowrap", className)}>
      {show === "absolute" ? absolute : relative}
      {show === "both" && now !== undefined ? <span className="text-muted"> · {absolute}</span> : null}
    </time>
  );
}
