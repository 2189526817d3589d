"use client";
import type { MouseEvent } from "react";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
import { useReading } from "#components/charts/use-reading.ts";
import { cx } from "#components/ui/cx.ts";
import { formatRelative } from "#components/ui/format-time.ts";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { type CalendarDay, type Clock, calendarDays, calendarTitle } from "#lib/client/operator/calendar.ts";
import { type DutySort, SORTS } from "#lib/client/operator/duties/duty.ts";
import { CALENDAR_DAYS } from "#lib/client/operator/next-actions.ts";
import { addMs, DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { CLOCK_ICONS } from "./clock-icons.ts";

/** Everything that ends, begins or is due in 30 days: a strip, below 640 px a list. */
export function ClockCalendar({ clocks, now }: { clocks: readonly Clock[]; now: Instant }) {
  const say = (clock: Clock) => `${formatInstant(clock.dueAt).slice(0, 10)}: ${clock.title}`;
  const title = clocks.length === 0 ? "" : calendarTitle(clocks, now);
  const { at, setAt, slider } = useReading(clocks.length, `${title}. Arrow keys read clock by clock.`, (position) => {
    const clock = clocks.at(position ?? 0);
    return clock === undefined ? "" : say(clock);
  });
  if (clocks.length === 0) {
    return (
      <Panel title={`The next ${CALENDAR_DAYS} days`}>
        <p className="text-muted">Nothing ends, begins or is due.</p>
      </Panel>
    );
  }
  const read = clocks[at ?? 0];
  const point = ({ target }: MouseEvent) => {
    const id = target instanceof Element ? target.closest<HTMLElement>("[data-clock]")?.dataset.clock : undefined;
    const position = clocks.findIndex((clock) => clock.id === id);
    if (position >= 0) setAt(position);
  };
  const pointer = { onMouseMove: point, onClick: point };
  const sorts = [...new Set(clocks.map(({ sort }) => sort))];
  return (
    <ChartFigure
      title={title}
      caption={`Renewals, reports, keys, prices and signs of life of all your providers until ${formatInstant(addMs(now, CALENDAR_DAYS * DAY_MS)).slice(0, 10)}, UTC.`}
      twin={{
        fileName: "clocks",
        columns: ["due (UTC)", "what", "sort", "why"],
        rows: clocks.map(({ dueAt, title: what, sort, why }) => [formatInstant(dueAt), what, SORTS[sort], why]),
      }}
    >
      <div className="max-sm:hidden">
        <div {...slider} {...pointer} className="rounded-sm">
          <Strip days={calendarDays(clocks, now)} read={at === undefined ? undefined : read} now={now} />
        </div>
        <p className="mt-2 flex min-h-6 flex-wrap items-baseline gap-x-2 text-sm">
          {read === undefined ? null : (
            <>
              <span className="text-muted">{at === undefined ? "First" : `${at + 1} of ${clocks.length}`}:</span>
              <ClockWords clock={read} now={now} />
            </>
          )}
        </p>
        <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
          {sorts.map((sort) => (
            <li key={sort} className="flex items-center gap-1">
              <Glyph sort={sort} />
              {SORTS[sort]}
            </li>
          ))}
        </ul>
      </div>
      <ul className="flex flex-col gap-2.5 sm:hidden">
        {clocks.map((clock) => (
          <li key={clock.id} className="flex gap-2.5 text-sm">
            <Glyph sort={clock.sort} className="mt-0.75" />
            <span className="min-w-0">
              <ClockWords clock={clock} now={now} />
            </span>
          </li>
        ))}
      </ul>
    </ChartFigure>
  );
}

function Glyph({ sort, className }: { sort: DutySort; className?: string }) {
  const Icon = CLOCK_ICONS[sort];
  return <Icon aria-hidden className={cx("size-3.5 shrink-0", className)} />;
}

function ClockWords({ clock, now }: { clock: Clock; now: Instant }) {
  const isOver = clock.dueAt <= now;
  return (
    <>
      <Link href={clock.href}>{clock.title}</Link>{" "}
      <span className={isOver ? "text-attention" : "text-muted"}>
        {isOver ? "ran out " : ""}
        {formatRelative(clock.dueAt, now)}, <TimeText at={clock.dueAt} precision="day" />
      </span>
    </>
  );
}

const MAX_STACK = 3;
/** Room for what has run out, left of today. */
const GUTTER = 12;

function Strip({ days, read, now }: { days: readonly CalendarDay[]; read: Clock | undefined; now: Instant }) {
  const hasOver = days.some(({ day }) => day < 0);
  const start = hasOver ? GUTTER : 1;
  const place = (day: number) => `${day < 0 ? GUTTER / 2 : start + (day / CALENDAR_DAYS) * (100 - start)}%`;
  const weeks = [0, 7, 14, 21, 28];
  return (
    <div aria-hidden className="relative h-24">
      {hasOver ? (
        <span
          className="absolute inset-y-0 left-0 rounded-sm border border-divider border-dashed"
          style={{ width: `${GUTTER - 2}%`, bottom: "1.5rem" }}
        />
      ) : null}
      <span className="absolute right-0 bottom-6 h-px bg-control" style={{ left: place(0) }} />
      {Array.from({ length: CALENDAR_DAYS }, (_, day) => (
        <span
          key={place(day)}
          className={cx("absolute bottom-6 w-px bg-control", weeks.includes(day) ? "h-2" : "h-1")}
          style={{ left: place(day) }}
        />
      ))}
      {days.map(({ day, clocks }) => (
        <span
          key={day}
          className="absolute bottom-8.5 flex w-6 -translate-x-1/2 flex-col-reverse items-center gap-0.5"
          style={{ left: day < 0 ? place(day) : `calc(${place(day)} + 0.4rem)` }}
        >
          {clocks.slice(0, MAX_STACK).map((clock) => (
            <span
              key={clock.id}
              data-clock={clock.id}
              className={cx(
                "flex size-5 items-center justify-center rounded-sm border",
                clock === read ? "border-link bg-sunken text-link" : "border-transparent",
                clock !== read && (day < 0 ? "text-attention" : "text-ink"),
              )}
            >
              <Glyph sort={clock.sort} />
            </span>
          ))}
          {clocks.length > MAX_STACK ? <span className="text-xs">+{clocks.length - MAX_STACK}</span> : null}
        </span>
      ))}
      {hasOver ? (
        <span className="absolute bottom-0 -translate-x-1/2 text-attention text-xs" style={{ left: place(-1) }}>
          run out
        </span>
      ) : null}
      {weeks.map((day) => (
        <span
          key={day}
          className={cx("absolute bottom-0 whitespace-nowrap text-muted text-xs", day > 0 && "-translate-x-1/2")}
          style={{ left: place(day) }}
        >
          {day === 0 ? "today" : formatInstant(addMs(now, day * DAY_MS)).slice(5, 10)}
        </span>
      ))}
    </div>
  );
}
