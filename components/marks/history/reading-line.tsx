"use client";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { changeOn } from "./history-model.ts";
import type { History, RailEvent } from "./history-points.ts";
import { chanceWords, dateText, eventWords, tierChange } from "./history-words.ts";

/** Of one day; more are in the list of entries. */
const MOST = 4;

/** A day in one sentence, without markup: what the slider says aloud. */
export function readingWords(history: History, day: number): string {
  const { after } = changeOn(history.points, day);
  const events = history.events.filter((event) => event.day === day).map(eventWords);
  const rated =
    after === undefined ? "not rated yet" : `${tierChange(changeOn(history.points, day))}, ${chanceWords(after)}`;
  const rules = history.modelChanges.some((change) => change.day === day)
    ? ". The rules changed, not the provider"
    : "";
  return `${dateText(day)}: ${rated}${events.length === 0 ? "" : `. ${events.slice(0, MOST).join(". ")}`}${rules}`;
}

/** What stands under the drawing: the day that is read, its events with their proofs, and what would be without them. */
export function ReadingLine({
  history,
  day,
  resting,
  onWithout,
  busy,
}: {
  history: History;
  day: number | undefined;
  resting: string;
  onWithout: (event: RailEvent) => void;
  busy: boolean;
}) {
  if (day === undefined) return <p className="mt-2 min-h-12 text-muted text-sm">{resting}</p>;
  const change = changeOn(history.points, day);
  const events = history.events.filter((event) => event.day === day);
  const isRules = history.modelChanges.some((model) => model.day === day);
  return (
    <div className="mt-2 flex min-h-12 flex-col gap-1 text-sm">
      <p>
        <span className="font-medium">{dateText(day)}</span>
        {change.after === undefined ? ", not rated yet" : `, ${tierChange(change)}, ${chanceWords(change.after)}`}
        {isRules ? ". The rules changed, not the provider." : ""}
      </p>
      {events.slice(0, MOST).map((event) => (
        <p key={`${event.entry} ${event.kind}`} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span>{eventWords(event)}</span>
          <Link href={`/log/entries/${event.entry}`} className="inline-flex min-h-6 items-center">
            Open proof
          </Link>
          {event.items.length === 0 ? null : (
            <Button size="sm" variant="quiet" busy={busy} onClick={() => onWithout(event)}>
              What if not?
            </Button>
          )}
        </p>
      ))}
      {events.length > MOST ? <p className="text-muted">and {events.length - MOST} more on this day</p> : null}
    </div>
  );
}
