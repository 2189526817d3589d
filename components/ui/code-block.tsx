"use client";
import { useState } from "react";
import { CopyButton } from "./copy-button.tsx";
import { cx } from "./cx.ts";
import { indentJson } from "./indent-json.ts";
import { ScrollFrame } from "./scroll-frame.tsx";

/**
 * Text that must be seen exactly: commands, canonical JSON, keys. Wraps between words, JSON anywhere: no page scrolls sideways.
 * With `json` it can be read indented; the exact bytes are what is copied, always.
 */
export function CodeBlock({
  text,
  label,
  json = false,
  tall = false,
  className,
}: {
  text: string;
  label: string;
  json?: boolean;
  /** Up to 28 rem before it scrolls, instead of 16. */
  tall?: boolean;
  className?: string;
}) {
  const [isIndented, setIndented] = useState(json);
  return (
    <figure className={cx("min-w-0 overflow-hidden rounded-md border border-divider bg-sunken", className)}>
      <figcaption className="flex min-h-8 items-center justify-between gap-x-3 border-divider border-b px-3 py-1 text-muted text-xs">
        <span className="min-w-0">{label}</span>
        <span className="flex shrink-0 items-center gap-2">
          {json ? (
            <button
              type="button"
              aria-pressed={!isIndented}
              onClick={() => setIndented(!isIndented)}
              className="min-h-6 rounded-sm px-1 text-link hover:underline"
            >
              {isIndented ? "Show exact bytes" : "Show indented"}
            </button>
          ) : null}
          <CopyButton value={text} what={label} />
        </span>
      </figcaption>
      <ScrollFrame label={label} className={cx("overflow-y-auto -outline-offset-2", tall ? "max-h-112" : "max-h-64")}>
        <pre
          className={cx(
            "whitespace-pre-wrap px-3 py-2.5 font-mono text-sm leading-relaxed",
            json ? "break-all" : "wrap-anywhere",
          )}
        >
          {isIndented ? <JsonInk text={indentJson(text)} /> : text}
        </pre>
      </ScrollFrame>
    </figure>
  );
}

/** Keys in muted ink, values in ink: enough structure to read by, no rainbow. */
function JsonInk({ text }: { text: string }) {
  let at = 0;
  return text.split(/("(?:[^"\\]|\\.)*"(?=: ))/).map((piece) => {
    const key = `at-${at}`;
    at += piece.length;
    return piece.startsWith('"') && text.startsWith(": ", at) ? (
      <span key={key} className="text-muted">
        {piece}
      </span>
    ) : (
      piece
    );
  });
}
