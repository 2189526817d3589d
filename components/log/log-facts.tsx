import { HashText } from "#components/ui/hash-text.tsx";
import { Stat, StatRow } from "#components/ui/stat.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { type WatcherCount, watcherWords } from "./as-of-line.tsx";

const RAW = [
  { href: "/log/checkpoint", text: "Checkpoint" },
  { href: "/log/vkey", text: "Log key" },
  { href: "/log/policy", text: "Watcher policy" },
  { href: "/log/tile/entries/000", text: "Entries" },
  { href: "/log/tile/0/000", text: "Tiles" },
] as const;

/** A partial tile has its width in its path; a full one has not. */
function tileHref(path: string, size: number): string {
  const width = Math.min(256, size);
  return width === 256 ? path : `${path}.p/${width}`;
}

/** Size, root and age of the log, and its raw files. */
export function LogFacts({
  latest,
  watchers,
  origin,
  now,
}: {
  latest: { size: number; root: string; signed_at_ms: number } | undefined;
  watchers: WatcherCount;
  origin: string;
  now: number;
}) {
  return (
    <div className="flex flex-col gap-4">
      <StatRow>
        <Stat
          label="Size"
          value={(latest?.size ?? 0).toLocaleString("en")}
          unit={latest?.size === 1 ? "entry" : "entries"}
        />
        <Stat
          label="Last signed"
          value={latest === undefined ? "never" : <TimeText at={latest.signed_at_ms} now={now} />}
        />
        <Stat label="Watchers" value={watchers.agree.toLocaleString("en")} detail={watcherWords(watchers, now)} />
        <Stat
          label="Root"
          value={latest === undefined ? "none" : <HashText value={latest.root} what="root" className="font-normal" />}
        />
      </StatRow>
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm">
        <span className="text-muted">
          Log <code className="font-mono">{origin}</code>, raw:
        </span>
        {RAW.map(({ href, text }) => (
          // Plain anchors: these are files, not pages of this site.
          <a
            key={href}
            href={href.startsWith("/log/tile/") ? tileHref(href, latest?.size ?? 0) : href}
            className="inline-flex min-h-6 items-center rounded-sm text-link underline-offset-2 hover:underline"
          >
            {text}
          </a>
        ))}
      </p>
    </div>
  );
}
