/** The words of the review desk: why a case is somebody's, what it waits for, how long is left. */

import { formatSpan } from "#components/ui/format-time.ts";
import type { QueueItem, TriageState } from "#lib/contract/review.ts";
import { CHARTER, type QuestionName } from "#lib/dispute/charter.ts";
import type { SeatTaskName } from "#lib/dispute/seat-task.ts";
import type { VerdictWord } from "#lib/evidence/words/verdict-words.ts";
import { HOUR_MS, MINUTE_MS } from "#lib/kernel/instant.ts";

/** Why a case stands under "mine". */
export const TASK_WORDS: Readonly<Record<SeatTaskName, string>> = {
  answer: "You were drawn: say whether you sit",
  vote: "You sit: your ballot is not sealed yet",
  reveal: "Your sealed ballot is to be opened",
  "vote-openly": "You stand in for a reviewer who did not vote",
};

export const TRIAGE_WORDS: Readonly<Record<TriageState, string>> = {
  pending: "not looked at",
  snoozed: "put aside",
  accepted: "to be taken up",
  declined: "not for me",
  duplicate: "like another",
  "needs-info": "something is missing",
};

/** What the machines found, in a word or three. */
export const MACHINE_WORDS: Readonly<Record<Exclude<VerdictWord, "open"> | "none", string>> = {
  proven: "machines: proven",
  contested: "machines: contested",
  refuted: "machines: refuted",
  inconclusive: "machines: cannot tell",
  "out-of-scope": "machines: not theirs to tell",
  none: "machines: not yet",
};

/** "2 d 4 h left"; what has passed was due. */
export function leftText(dueAt: number, now: number): string {
  return dueAt > now ? `${formatSpan(dueAt - now)} left` : `was due ${formatSpan(now - dueAt)} ago`;
}

/** What decides in which place a row stands: the own clock where there is one. */
export function dueOf(item: Pick<QueueItem, "seat" | "due_at">): string | null {
  return item.seat?.does == null ? item.due_at : item.seat.due_at;
}

/** The charter's own word for an answer. */
export function answerTitle(name: QuestionName, value: string): string {
  return CHARTER[name].options.find((option) => option.value === value)?.title ?? value;
}

/** Reviewers are reminded on every page, a day before a clock of theirs runs out and again two hours before. */
const REMIND_MS = [2 * HOUR_MS, 24 * HOUR_MS] as const;

/** `left`: "15 h left", for the bar. */
export type Reminder = { readonly isUrgent: boolean; readonly says: string; readonly left: string };

/** Whole hours, within the last one minutes: rounded down, as what is left. */
const spanWhole = (ms: number): string =>
  ms < HOUR_MS ? `${Math.floor(ms / MINUTE_MS)} min` : `${Math.floor(ms / HOUR_MS)} h`;

/** The nearest clock of the own seats; undefined: none within a day. */
export function reminderOf(items: readonly Pick<QueueItem, "seat">[], now: number): Reminder | undefined {
  for (const { seat } of items) {
    if (seat?.does == null || seat.due_at === null) continue;
    const left = Date.parse(seat.due_at) - now;
    if (left <= 0 || left > REMIND_MS[1]) continue;
    const says = `${TASK_WORDS[seat.does]}: ${leftText(Date.parse(seat.due_at), now)}`;
    return { isUrgent: left <= REMIND_MS[0], says, left: `${spanWhole(left)} left` };
  }
  return undefined;
}
