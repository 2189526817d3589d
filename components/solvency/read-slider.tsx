"use client";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { readingAfter } from "./bar-reading.ts";

/**
 * A drawing that is read point by point: one tab stop, arrow keys, Home and End, Escape leaves; the pointer reads too. The
 * words below it say what the position is on, so that nothing is said by hover only.
 */
export function ReadSlider({
  label,
  count,
  resting,
  say,
  children,
}: {
  label: string;
  count: number;
  /** What is said while nothing is read. */
  resting: string;
  say: (at: number) => string;
  children: (at: number | undefined) => ReactNode;
}) {
  const [at, setAt] = useState<number | undefined>(undefined);
  const pressed = (event: KeyboardEvent<HTMLElement>) => {
    const next = readingAfter(event.key, at, count);
    if (next === "other") return;
    event.preventDefault();
    setAt(next);
    if (next === undefined) event.currentTarget.blur();
  };
  return (
    <>
      <div
        role="slider"
        tabIndex={0}
        aria-label={`${label} Arrow keys read it step by step.`}
        aria-valuemin={1}
        aria-valuemax={count}
        aria-valuenow={(at ?? count - 1) + 1}
        aria-valuetext={say(at ?? count - 1)}
        onKeyDown={pressed}
        onBlur={() => setAt(undefined)}
        onPointerMove={(event) => setAt(positionUnder(event.target))}
        onPointerLeave={() => setAt(undefined)}
        className="rounded-sm"
      >
        {children(at)}
      </div>
      <p className="mt-2 min-h-10 text-sm">
        {at === undefined ? <span className="text-muted">{resting}</span> : say(at)}
      </p>
    </>
  );
}

function positionUnder(target: EventTarget): number | undefined {
  const at = target instanceof Element ? target.closest("[data-at]")?.getAttribute("data-at") : undefined;
  return at === null || at === undefined ? undefined : Number(at);
}
