"use client";
import { useQuery } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import { ButtonLink } from "#components/ui/link.tsx";
import { whoAmIQuery } from "#lib/client/account/who.ts";
import { reminderQuery } from "#lib/client/review/reminder.ts";
import { useNow } from "#lib/client/use-now.ts";
import { type Reminder, reminderOf } from "./review-words.ts";

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

export function ReminderLink({ reminder: { isUrgent, says, left } }: { reminder: Reminder }) {
  return (
    <ButtonLink variant="quiet" href="/review" title={says} className={isUrgent ? "text-failed" : "text-attention"}>
      <Scale aria-hidden />
      <span className="sr-only">{says}</span>
      <span aria-hidden className="whitespace-nowrap max-xl:hidden">
        {left}
      </span>
    </ButtonLink>
  );
}
