"use client";
import type { ReactNode } from "react";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
import { cx } from "#components/ui/cx.ts";
import { formatRelative, formatUtc } from "#components/ui/format-time.ts";
import { Link } from "#components/ui/link.tsx";

export type RailStation = { size: number; root: string; signedAt: number };

/** Shown at once; older ones are in the table twin. */
const STATIONS = 8;

/** Upper rail: what this index signed, the newest at the right. Lower rail: what watchers saw, which is nobody yet. */
export function CheckpointRail({
  checkpoints,
  now,
  stopped,
}: {
  /** Newest first, at least one. */
  checkpoints: readonly RailStation[];
  now: number;
  /** Signing stopped: how many written entries are not signed. */
  stopped?: { behind: number } | undefined;
}) {
  const shown = checkpoints.slice(0, STATIONS).toReversed();
  const latest = checkpoints[0];
  if (latest === undefined) return null;
  return (
    <ChartFigure
      title={`Signed up to ${countOf(latest.size)}, ${formatRelative(latest.signedAt, now)}; seen by no watcher yet`}
      caption={
        <>
          The last {checkpoints.length === 1 ? "checkpoint" : `${checkpoints.length} checkpoints`}. Nobody independent
          watches this index yet: that everybody is shown the same log, you can only find out by comparing checkpoints
          with other people. <Link href="/docs/concepts/trust">What that means</Link>
        </>
      }
      twin={{
        fileName: "checkpoints",
        columns: ["size", "signed (UTC)", "root"],
        rows: checkpoints.map(({ size, signedAt, root }) => [size, formatUtc(signedAt), root]),
      }}
    >
      <Rail name="Signed by this index">
        <ol className="flex flex-1 flex-col-reverse sm:flex-row">
          {shown.map((station, position) => (
            <Station key={station.size} station={station} now={now} isLast={position === shown.length - 1} />
          ))}
          {stopped === undefined ? null : (
            <li className="flex items-center gap-2 font-medium text-failed text-sm">
              <span aria-hidden className="h-6 w-1 rounded-sm bg-failed" />
              signing stopped, {countOf(stopped.behind)} behind
            </li>
          )}
        </ol>
      </Rail>
      <Rail name="Seen by watchers">
        <div className="flex flex-1 items-center gap-3 py-2">
          <span aria-hidden className="hidden h-0 flex-1 border-control border-t border-dashed sm:block" />
          <span className="text-muted text-sm">no watcher yet</span>
        </div>
      </Rail>
    </ChartFigure>
  );
}

function countOf(size: number): string {
  return size === 1 ? "1 entry" : `${size.toLocaleString("en")} entries`;
}

function Rail({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1 py-1 sm:flex-row sm:items-center sm:gap-4">
      <span className="w-36 shrink-0 text-muted text-sm">{name}</span>
      {children}
    </div>
  );
}

function Station({ station, now, isLast }: { station: RailStation; now: number; isLast: boolean }) {
  const { size, signedAt, root } = station;
  return (
    <li
      title={`${formatUtc(signedAt)}, root ${root.slice(0, 8)}…`}
      className="relative flex min-w-0 flex-1 items-center gap-3 py-1 sm:flex-col sm:items-stretch sm:gap-1 sm:py-2"
    >
      <span aria-hidden className="flex items-center">
        <span className="hidden h-0.5 flex-1 bg-ink sm:block" />
        <span className={cx("size-3 shrink-0 rounded-full border-2 border-ink", isLast ? "bg-ink" : "bg-surface")} />
        <span className={cx("hidden h-0.5 flex-1 sm:block", isLast ? "bg-transparent" : "bg-ink")} />
      </span>
      <span className="flex min-w-0 gap-2 sm:flex-col sm:gap-0 sm:text-center">
        <span className="font-medium text-sm">{size.toLocaleString("en")}</span>
        <span className="truncate text-muted text-xs leading-5">{formatRelative(signedAt, now)}</span>
      </span>
    </li>
  );
}
