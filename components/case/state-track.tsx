import { Check, Circle, CircleDot, Minus } from "lucide-react";
import { cx } from "#components/ui/cx.ts";
import { TimeText } from "#components/ui/time-text.tsx";
import { dayText, type Stop, stepWords, type trackLead } from "./case-words.ts";

const MARKS = {
  done: { icon: Check, ink: "text-verified", word: "done" },
  current: { icon: CircleDot, ink: "text-link", word: "now" },
  waiting: { icon: Circle, ink: "text-muted", word: "to come" },
  skipped: { icon: Minus, ink: "text-muted", word: "not in this case" },
} as const;

/** Where a case stands: five stops in a row; on small screens the present one in words, the rest below it. */
export function StateTrack({
  stops,
  lead,
  now,
}: {
  stops: readonly Stop[];
  /** The one date for both sides. */
  lead?: ReturnType<typeof trackLead>;
  now: number;
}) {
  const step = stepWords(stops, now);
  return (
    <div className="flex flex-col gap-2">
      {lead === undefined ? null : (
        <p className="text-lg">
          {lead.says}
          <time dateTime={lead.at}>{dayText(lead.at)}</time>
          {lead.after}
        </p>
      )}
      {step === undefined ? null : <p className="font-medium sm:hidden">{step}</p>}
      <ol aria-label="Where the case stands" className="grid gap-x-4 gap-y-1.5 sm:grid-cols-5">
        {stops.map((stop) => (
          <StopItem key={stop.id} stop={stop} now={now} />
        ))}
      </ol>
    </div>
  );
}

function StopItem({ stop: { id, title, state, at, note }, now }: { stop: Stop; now: number }) {
  const { icon: Icon, ink, word } = MARKS[state];
  return (
    <li
      data-stop={id}
      data-state={state}
      aria-current={state === "current" ? "step" : undefined}
      className="flex min-w-0 gap-2 sm:flex-col sm:gap-1 sm:border-divider sm:border-t-2 sm:pt-2"
    >
      <Icon aria-hidden className={cx("mt-0.5 size-4 shrink-0", ink)} />
      <div className="min-w-0">
        <p
          className={cx(
            state === "current" ? "font-medium" : (state === "waiting" || state === "skipped") && "text-muted",
          )}
        >
          {title} <span className="sr-only">({word})</span>
        </p>
        <p className="text-muted text-sm">
          {at === null ? null : (
            <>
              {state === "done" ? "" : Date.parse(at) < now ? "was due " : "due "}
              <TimeText at={Date.parse(at)} now={now} />
            </>
          )}
          {at !== null && note !== undefined ? ", " : ""}
          {note}
        </p>
      </div>
    </li>
  );
}
