import { useId } from "react";
import { formatSpan } from "#components/ui/format-time.ts";
import { TimeText } from "#components/ui/time-text.tsx";
import type { Coverage } from "#lib/disclosure/gaps.ts";
import { GapList } from "./gap-words.tsx";

const WIDTH = 1000;
const HEIGHT = 20;
/** A gap of an hour in two years is still there to be seen. */
const LEAST_GAP = 4;

/** The times in which a disclosure was in force, and its gaps, from the first version to now: drawn as a line, and in words. */
export function CoverageLine({ coverage, now }: { coverage: Coverage; now: number }) {
  const id = useId();
  const { spans, gaps } = coverage;
  const first = spans[0];
  if (first === undefined) return null;
  const whole = Math.max(1, now - first.from);
  const missed = gaps.reduce((sum, { from, until }) => sum + (until ?? now) - from, 0);
  const finding =
    gaps.length === 0
      ? `In force without a gap for ${formatSpan(whole)}`
      : `${gaps.length === 1 ? "One gap" : `${gaps.length} gaps`}: not in force for ${formatSpan(missed)} of ${formatSpan(whole)}`;
  const place = (at: number) => ((at - first.from) / whole) * WIDTH;
  return (
    <figure aria-labelledby={id} className="min-w-0 rounded-lg border border-divider p-4">
      <h2 id={id} className="text-base">
        {finding}
      </h2>
      <svg
        role="img"
        aria-label={finding}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="mt-3 block h-5 w-full"
      >
        {spans.map(({ from, until, isCovered }) =>
          isCovered ? (
            <rect
              key={from}
              x={place(from)}
              width={place(until) - place(from)}
              height={HEIGHT}
              className="fill-control"
            />
          ) : null,
        )}
        {spans.map(({ from, until, isCovered }) =>
          isCovered ? null : (
            <rect
              key={from}
              x={Math.min(place(from), WIDTH - LEAST_GAP)}
              width={Math.max(place(until) - place(from), LEAST_GAP)}
              y={HEIGHT - 5}
              height={5}
              className="fill-attention"
            />
          ),
        )}
      </svg>
      <p className="mt-1 flex justify-between text-muted text-sm">
        <TimeText at={first.from} precision="day" />
        <span>now</span>
      </p>
      <figcaption className="mt-2 text-muted text-sm">
        High: a version was in force. Low: it had ended, and its renewal was not published yet. A gap stays for ever.
      </figcaption>
      {gaps.length === 0 ? null : (
        <div className="mt-2">
          <GapList gaps={gaps} now={now} />
        </div>
      )}
    </figure>
  );
}
