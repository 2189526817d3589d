import { Moon } from "lucide-react";
import { cx } from "#components/ui/cx.ts";
import { shorten } from "#components/ui/shorten.ts";
import { TimeText } from "#components/ui/time-text.tsx";
import type { QueueItem } from "#lib/contract/review.ts";
import { claimSentence } from "#lib/evidence/words/verdict-words.ts";
import { dueOf, leftText, MACHINE_WORDS, TASK_WORDS, TRIAGE_WORDS } from "./review-words.ts";

/** One case of the queue: how long is left, what was reported, of whom, what machines found, and why it is somebody's. */
export function QueueRow({
  item,
  now,
  isOpen,
  onOpen,
  pick,
}: {
  item: QueueItem;
  now: number;
  isOpen: boolean;
  onOpen: () => void;
  /** For acting on several at once; undefined: nothing can be picked. */
  pick?: { readonly isPicked: boolean; readonly onPick: (isPicked: boolean) => void } | undefined;
}) {
  const due = dueOf(item);
  const claim = claimSentence(item.claim);
  return (
    <li
      className={cx("relative flex gap-2.5 px-3 py-2.5", isOpen && "bg-sunken")}
      data-case={item.case}
      data-task={item.seat?.does ?? undefined}
    >
      {pick === undefined ? null : (
        <input
          type="checkbox"
          aria-label={`Pick: ${claim}`}
          className="relative z-10 mt-1 hidden size-4 shrink-0 accent-link lg:block"
          checked={pick.isPicked}
          onChange={(event) => pick.onPick(event.target.checked)}
        />
      )}
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline justify-between gap-x-2 text-sm">
          <DueText due={due} now={now} />
          <span className="text-muted">{MACHINE_WORDS[item.verdict ?? "none"]}</span>
        </p>
        <button
          type="button"
          aria-current={isOpen ? "true" : undefined}
          className="text-left font-medium after:absolute after:inset-0 hover:text-link"
          onClick={onOpen}
        >
          {claim}
        </button>
        <p className="truncate text-muted text-sm">
          {item.provider === null ? "provider hidden" : <bdi>{item.provider_name ?? shorten(item.provider)}</bdi>}
        </p>
        {item.seat?.does == null ? null : <p className="text-sm">{TASK_WORDS[item.seat.does]}</p>}
        {item.triage === null || item.triage.state === "pending" ? null : (
          <p className="flex items-center gap-1 text-muted text-sm">
            {item.triage.state === "snoozed" ? <Moon aria-hidden className="size-3.5" /> : null}
            {TRIAGE_WORDS[item.triage.state]}
            {item.triage.until === null ? null : (
              <>
                , back <TimeText at={Date.parse(item.triage.until)} now={now} />
              </>
            )}
          </p>
        )}
      </div>
    </li>
  );
}

/** What is left, and the time itself: nobody reckons with zones. */
export function DueText({ due, now }: { due: string | null; now: number }) {
  if (due === null) return <span className="text-muted">no clock runs</span>;
  const at = Date.parse(due);
  const isNear = at - now < 24 * 3_600_000;
  return (
    <span>
      <span className={cx("font-medium", isNear && "text-attention")}>{leftText(at, now)}</span>{" "}
      <TimeText at={at} show="absolute" precision="minute" className="text-muted" />
    </span>
  );
}
