import { TierMark } from "#components/tier/tier-badge.tsx";
import type { Tier } from "#components/tier/tier-looks.ts";
import { Link } from "#components/ui/link.tsx";
import { countText } from "#lib/kernel/amount.ts";
import { changeOn } from "./history-model.ts";
import type { History, RailEvent } from "./history-points.ts";
import { dateText, eventWords, tierName } from "./history-words.ts";

/** Of one list; more stand in the log. */
const MOST = 12;

/** What happened, newest first, with the tier before and after: in the place of a curve, and below a narrow one. */
export function EventList({ history, events }: { history: History; events: readonly RailEvent[] }) {
  const newest = events.toReversed().slice(0, MOST);
  const more = events.length - newest.length;
  if (newest.length === 0) return <p className="text-muted text-sm">Nothing was logged about it in this time.</p>;
  return (
    <ol className="flex flex-col divide-y divide-divider">
      {newest.map((event) => (
        <li
          key={`${event.entry} ${event.kind}`}
          className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-1.5 text-sm"
        >
          <span className="w-22 shrink-0 text-muted tabular-nums">{dateText(event.day)}</span>
          <Link look="quiet" href={`/log/entries/${event.entry}`} className="min-w-0 flex-1 basis-40">
            {eventWords(event)}
          </Link>
          <TierBeforeAfter history={history} day={event.day} />
        </li>
      ))}
      {more > 0 ? <li className="py-1.5 text-muted text-sm">and {countText(more)} earlier ones in the log</li> : null}
    </ol>
  );
}

function TierBeforeAfter({ history, day }: { history: History; day: number }) {
  const { before, after } = changeOn(history.points, day);
  if (after === undefined) return null;
  const isSame = before === undefined || before.tier === after.tier;
  return (
    <span className="flex items-center gap-1.5">
      {isSame ? null : (
        <>
          <Badge tier={before.tier} />
          <span aria-hidden>→</span>
          <span className="sr-only">then</span>
        </>
      )}
      <Badge tier={after.tier} />
    </span>
  );
}

function Badge({ tier }: { tier: Tier }) {
  return (
    <span className="inline-flex items-center gap-1">
      <TierMark tier={tier} />
      {tierName(tier)}
    </span>
  );
}
