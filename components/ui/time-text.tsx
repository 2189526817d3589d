import { cx } from "./cx.ts";
import { formatRelative, formatUtc } from "./format-time.ts";

/** The hyphens of a date without the tabular width that the figures beside them have. Copies as plain text. */
function Digits({ text }: { text: string }) {
  const [year, month, rest] = text.split(/-/);
  if (month === undefined || rest === undefined) return text;
  const hyphen = <span className="normal-nums">-</span>;
  return (
    <>
      {year}
      {hyphen}
      {month}
      {hyphen}
      {rest}
    </>
  );
}

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
  const shared = { dateTime: new Date(at).toISOString(), title: formatUtc(at) };
  if (show === "both" && now !== undefined)
    return (
      // Long enough to be broken on a telephone: between the two, never inside one.
      <time {...shared} className={className}>
        <span className="whitespace-nowrap">
          {relative} <span className="text-muted">·</span>
        </span>{" "}
        <span className="whitespace-nowrap text-muted">
          <Digits text={absolute} />
        </span>
      </time>
    );
  return (
    <time {...shared} className={cx("whitespace-nowrap", className)}>
      <Digits text={show === "absolute" ? absolute : relative} />
    </time>
  );
}
