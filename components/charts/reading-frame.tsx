"use client";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { useReading } from "./use-reading.ts";

/** A drawing that is read point by point (`useReading`), with the line below that says what it is on. */
export function ReadingFrame({
  title,
  length,
  say,
  idle,
  className,
  children,
}: {
  title: string;
  /** Points that can be read, at least one. */
  length: number;
  say: (position: number) => string;
  /** What the line says while nothing is read. */
  idle: string;
  className?: string;
  children: (at: number | undefined) => ReactNode;
}) {
  const { at, slider } = useReading(length, `${title}. Arrow keys read point by point.`, (position) =>
    say(position ?? length - 1),
  );
  return (
    <>
      <div {...slider} className={cx("relative rounded-sm", className)}>
        {children(at)}
      </div>
      <p className="mt-2 min-h-6 text-sm">{at === undefined ? <span className="text-muted">{idle}</span> : say(at)}</p>
    </>
  );
}
