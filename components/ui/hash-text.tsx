import { CopyButton } from "./copy-button.tsx";
import { cx } from "./cx.ts";
import { Link } from "./link.tsx";
import { shorten } from "./shorten.ts";

/** A hash, key or id: first 8 … last 6 in mono, never wrapped, with a copy button. `full` shows and wraps all of it. */
export function HashText({
  value,
  what = "hash",
  href,
  full = false,
  copy = true,
  className,
}: {
  value: string;
  /** Names it for the copy button: "Copy key". */
  what?: string;
  href?: string;
  full?: boolean;
  copy?: boolean;
  className?: string;
}) {
  const text = (
    <code title={value} className={cx("font-mono text-sm", full ? "break-all" : "whitespace-nowrap")}>
      {full ? value : shorten(value)}
    </code>
  );
  return (
    <span className={cx("inline-flex max-w-full items-center gap-0.5 align-baseline", className)}>
      {href ? (
        <Link href={href} look="quiet">
          {text}
        </Link>
      ) : (
        text
      )}
      {copy ? <CopyButton value={value} what={what} /> : null}
    </span>
  );
}
