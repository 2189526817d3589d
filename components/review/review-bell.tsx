"use client";
import { useQuery } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import { ButtonLink } from "#components/ui/link.tsx";
import { whoAmIQuery } from "#lib/client/account/queries.ts";
import { reminderQuery } from "#lib/client/review/reminder.ts";
import { useNow } from "#lib/client/use-now.ts";
import type { QueueItem } from "#lib/contract/review.ts";
import { HOUR_MS } from "#lib/kernel/instant.ts";
import { leftText, TASK_WORDS } from "./review-words.ts";

/** Reviewers are reminded on every page, a day before a clock of theirs runs out and again two hours before. */
const REMIND_MS = [2 * HOUR_MS, 24 * HOUR_MS] as const;

export type Reminder = { readonly isUrgent: boolean; readonly says: string };

/** The nearest clock of the own seats; undefined: none within a day. */
export function reminderOf(items: readonly Pick<QueueItem, "seat">[], now: number): Reminder | undefined {
  for (const { seat } of items) {
    if (seat?.does == null || seat.due_at === null) continue;
    const left = Date.parse(seat.due_at) - now;
    if (left <= 0 || left > REMIND_MS[1]) continue;
    const says = `${TASK_WORDS[seat.does]}: ${leftText(Date.parse(seat.due_at), now)}`;
    return { isUrgent: left <= REMIND_MS[0], says };
  }
  return undefined;
}

/** The bar's reminder, for reviewers with a seat whose clock runs out. */
export function ReviewBell() {
  const who = useQuery(whoAmIQuery);
  const isReviewer = who.data?.session != null && who.data.maintainer;
  const mine = useQuery({ ...reminderQuery, enabled: isReviewer });
  const now = useNow();
  if (!isReviewer || now === undefined || mine.data === undefined) return null;
  const reminder = reminderOf(mine.data, now);
  return reminder === undefined ? null : <ReminderLink reminder={reminder} />;
}

export function ReminderLink({ reminder: { isUrgent, says } }: { reminder: Reminder }) {
  return (
    <ButtonLink variant="quiet" href="/review" title={says} className={isUrgent ? "text-failed" : "text-attention"}>
      <Scale aria-hidden />
      <span className="sr-only">{says}</span>
      <span aria-hidden className="max-sm:hidden">
        {isUrgent ? "Review: hours left" : "Review: a day left"}
      </span>
    </ButtonLink>
  );
}
