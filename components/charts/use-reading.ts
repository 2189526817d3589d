"use client";
import { type KeyboardEvent, useState } from "react";

/** Moves the reading position: arrows by one, Home and End to the edges, Escape leaves. */
function moved(key: string, at: number | undefined, length: number): number | undefined | "other" {
  const last = length - 1;
  if (key === "ArrowRight" || key === "ArrowDown") return Math.min(last, (at ?? -1) + 1);
  if (key === "ArrowLeft" || key === "ArrowUp") return Math.max(0, (at ?? length) - 1);
  if (key === "Home") return 0;
  if (key === "End") return last;
  return key === "Escape" ? undefined : "other";
}

/**
 * Reading a drawing point by point: one tab stop, a slider whose value is the point that is read. `at` is undefined while
 * nothing is read; `words` says a point aloud; `slider` goes on the focusable element, which may add its own pointer.
 */
export function useReading(length: number, label: string, words: (at: number | undefined) => string) {
  const [at, setAt] = useState<number | undefined>(undefined);
  const slider = {
    role: "slider",
    tabIndex: 0,
    "aria-label": label,
    "aria-valuemin": 1,
    "aria-valuemax": length,
    "aria-valuenow": (at ?? length - 1) + 1,
    "aria-valuetext": words(at),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const next = moved(event.key, at, length);
      if (next === "other") return;
      event.preventDefault();
      setAt(next);
      if (next === undefined) event.currentTarget.blur();
    },
    onBlur: () => setAt(undefined),
  } as const;
  return { at, setAt, slider };
}
