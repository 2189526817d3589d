import type { ReactNode } from "react";
import { formatRelative } from "#components/ui/format-time.ts";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { AsOf } from "#lib/contract/common.ts";
import { countText } from "#lib/kernel/amount.ts";

/** `agree` of `independent` watchers cosigned the newest head, the last of them at `at` (ms); `own` do not count. */
export type WatcherCount = {
  readonly agree: number;
  readonly independent: number;
  readonly own: number;
  readonly at: number | undefined;
};

/** Who watches, in a few words. Never that no fork exists. */
export function watcherWords({ agree, independent, own, at }: WatcherCount, now: number): string {
  if (independent === 0) return own > 0 ? "0 independent watchers (demo)" : "no independent watcher yet";
  const some = `${agree} of ${independent} independent ${independent === 1 ? "watcher" : "watchers"}`;
  if (agree === 0 || at === undefined) return `${some} has seen it yet`;
  return `${some} agree, ${formatRelative(at, now)}`;
}

/** A dot before it, which is cut off where it would begin a line. */
const DOTTED = "relative sm:before:absolute sm:before:-left-3.5 sm:before:content-['·'/'']";

/** Up to which entry a page was computed, who watches, and how it could cheat. `children`: a ProofChip. */
export function AsOfLine({ asOf, watchers, children }: { asOf: AsOf; watchers: WatcherCount; children?: ReactNode }) {
  const now = Date.parse(asOf.time);
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted text-sm sm:gap-x-6 sm:[clip-path:inset(-6px_-6px_-6px_-6px)]">
      <span>
        Computed from <Link href="/log">{asOf.size === 0 ? "no entry yet" : `entry ${countText(asOf.size - 1)}`}</Link>,{" "}
        <TimeText at={now} precision="minute" />
      </span>
      <span className={DOTTED}>{watcherWords(watchers, now)}</span>
      <span className={DOTTED}>
        <Link href="/trust">How could this site cheat?</Link>
      </span>
      {children}
    </p>
  );
}
