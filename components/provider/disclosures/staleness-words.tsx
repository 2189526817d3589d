import { Badge } from "#components/ui/badge.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { Staleness } from "#lib/disclosure/staleness.ts";

const BADGES = {
  ok: { tone: "neutral", word: "published" },
  due: { tone: "attention", word: "renewal due" },
  stale: { tone: "attention", word: "stale" },
  "long-stale": { tone: "failed", word: "long stale" },
  never: { tone: "unknown", word: "not published" },
} as const;

/** How fresh a disclosure is, as a badge and a sentence with the time that is left or gone. */
export function StalenessWords({
  staleness,
  until,
  recorded,
  now,
}: {
  staleness: Staleness;
  /** Null: it has no end of its own. */
  until: number | null;
  /** What the log has recorded of its age; null: nothing yet. Left out, nothing is said of it. */
  recorded?: "stale" | "long-stale" | null;
  now: number;
}) {
  const { tone, word } = BADGES[staleness];
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <Badge tone={tone}>{word}</Badge>
      {until === null ? null : (
        <span className="text-muted text-sm">
          {until > now ? "to be renewed " : "ended "}
          <TimeText at={until} now={now} /> (<TimeText at={until} precision="day" />)
          {until > now || recorded === undefined
            ? ""
            : recorded === staleness
              ? ", recorded in the log"
              : ", not recorded yet"}
        </span>
      )}
    </span>
  );
}
