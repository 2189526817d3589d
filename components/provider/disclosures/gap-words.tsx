import { CircleAlert } from "lucide-react";
import { formatSpan } from "#components/ui/format-time.ts";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { Gap } from "#lib/disclosure/gaps.ts";

/** The gaps that a late renewal left, in words: the last one with its days, the others counted. Open gaps are said by the state. */
export function GapWords({ gaps }: { gaps: readonly Gap[] }) {
  const closed = gaps.flatMap((gap) => (gap.until === null ? [] : [{ ...gap, until: gap.until }]));
  const last = closed.at(-1);
  if (last === undefined) return null;
  return (
    <p className="mt-1 flex items-start gap-1.5 text-sm">
      <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-attention" />
      <span>
        Renewed late: nothing was in force for {formatSpan(last.until - last.from)}, from{" "}
        <TimeText at={last.from} precision="day" /> to <TimeText at={last.until} precision="day" />
        {closed.length === 1 ? "." : `, and ${times(closed.length - 1)} before.`}
      </span>
    </p>
  );
}

function times(count: number): string {
  return count === 1 ? "once" : count === 2 ? "twice" : `${count} times`;
}

/** Every gap with its length and the entries at its ends. */
export function GapList({ gaps, now }: { gaps: readonly Gap[]; now: number }) {
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {gaps.map((gap) => (
        <li key={gap.from}>
          <TimeText at={gap.from} precision="minute" /> to{" "}
          {gap.until === null ? "now, still open" : <TimeText at={gap.until} precision="minute" />}:{" "}
          {formatSpan((gap.until ?? now) - gap.from)}, after{" "}
          <Link href={`/log/entries/${gap.before}`}>entry {gap.before.toLocaleString("en")}</Link>
          {gap.after === null ? null : (
            <>
              , ended by <Link href={`/log/entries/${gap.after}`}>entry {gap.after.toLocaleString("en")}</Link>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
