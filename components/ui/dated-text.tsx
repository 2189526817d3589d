import { Fragment } from "react";

const DAY = /(\d{4}-\d{2}-\d{2})/;

/** A sentence whose days never break at their hyphens. */
export function DatedText({ text }: { text: string }) {
  return text.split(DAY).map((part, at) => {
    // The same text can stand in a sentence twice.
    const key = `${at} ${part}`;
    return at % 2 === 0 ? (
      <Fragment key={key}>{part}</Fragment>
    ) : (
      <span key={key} className="whitespace-nowrap">
        {part}
      </span>
    );
  });
}
