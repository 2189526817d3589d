"use client";
import { ChevronRight } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { Link } from "#components/ui/link.tsx";
import { countText } from "#lib/kernel/amount.ts";
import { LABEL, Lane, ROW, Step } from "./waterfall-lane.tsx";
import type { ConductBar, Group, Waterfall } from "./waterfall-model.ts";
import { ITEM_WORDS, pointsText } from "./waterfall-words.ts";

/** Where the arrow keys lead; undefined for every other key. */
function moved(key: string, at: number, length: number): number | undefined {
  if (key === "ArrowDown") return Math.min(length - 1, at + 1);
  if (key === "ArrowUp") return Math.max(0, at - 1);
  if (key === "Home") return 0;
  return key === "End" ? length - 1 : undefined;
}

/** The steps, one tab stop for all: arrows move, Enter opens a group to its facts. */
export function WaterfallRows({
  drawn,
  whatIfNot,
}: {
  drawn: Waterfall;
  /** A control beside a fact that tells what would be without it. */
  whatIfNot?: ((bar: ConductBar) => ReactNode) | undefined;
}) {
  const { groups, smaller } = drawn;
  const rows = smaller === null ? groups : [...groups, smaller];
  const [open, setOpen] = useState<string>();
  const [stop, setStop] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const pressed = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (event.key === "Escape") event.currentTarget.blur();
    const to = moved(event.key, stop, rows.length);
    if (to === undefined) return;
    event.preventDefault();
    setStop(to);
    list.current?.querySelectorAll<HTMLElement>("button[aria-expanded]")[to]?.focus();
  };
  return (
    <ul ref={list} data-guide="bars">
      {rows.map((group, at) => (
        <li key={group.key} data-entries={group.entries.length}>
          <StepRow
            group={group}
            drawn={drawn}
            isOpen={open === group.key}
            tabIndex={at === stop ? 0 : -1}
            onKeyDown={pressed}
            onToggle={() => {
              setStop(at);
              setOpen(open === group.key ? undefined : group.key);
            }}
          >
            <Facts group={group} whatIfNot={whatIfNot} />
          </StepRow>
        </li>
      ))}
    </ul>
  );
}

function StepRow({
  group: { label, from, points },
  drawn,
  isOpen,
  tabIndex,
  onKeyDown,
  onToggle,
  children,
}: {
  group: Group;
  drawn: Waterfall;
  isOpen: boolean;
  tabIndex: number;
  onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => void;
  onToggle: () => void;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <>
      <div className={cx(ROW, "hover:bg-hover")}>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          {...{ tabIndex, onKeyDown }}
          onClick={onToggle}
          className={cx(LABEL, "flex min-h-7 items-start gap-1 rounded-sm py-1 text-left -outline-offset-2")}
        >
          <ChevronRight
            aria-hidden
            className={cx("mt-0.5 size-4 shrink-0 text-muted transition-transform", isOpen && "rotate-90")}
          />
          <span className="min-w-0">
            {label}
            <span className="sr-only">: {pointsText(points)} points</span>
          </span>
        </button>
        <Lane drawn={drawn}>
          <Step drawn={drawn} from={from} points={points} />
        </Lane>
        <span aria-hidden className="text-right tabular-nums">
          {pointsText(points)}
        </span>
      </div>
      <div id={id} hidden={!isOpen} className="border-divider border-l-2 py-1.5 pl-3 text-sm sm:ml-2">
        {children}
      </div>
    </>
  );
}

function Facts({
  group: { says, entries, count },
  whatIfNot,
}: {
  group: Group;
  whatIfNot: ((bar: ConductBar) => ReactNode) | undefined;
}) {
  if (says !== null) return <p className="max-w-prose text-muted">{says}</p>;
  return (
    <>
      <ul className="flex flex-col gap-1.5">
        {entries.map((bar) => (
          <li key={bar.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
            <span className="w-12 shrink-0 text-right tabular-nums">{pointsText(bar.points)}</span>
            <Link look="quiet" href={`/log/entries/${bar.entry}`} className="inline-flex min-h-6 items-center">
              {factWords(bar)}, {bar.day}
            </Link>
            {whatIfNot?.(bar)}
          </li>
        ))}
      </ul>
      {count > entries.length ? (
        <p className="mt-1.5 text-muted">
          And {countText(count - entries.length)} more with less effect: all of them are in the file below.
        </p>
      ) : null}
    </>
  );
}

/** "Grave fault proven by machine" */
export function factWords({ type, severity }: Pick<ConductBar, "type" | "severity">): string {
  const [one] = ITEM_WORDS[type];
  const words = severity === null ? one : `${severity} ${one}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
