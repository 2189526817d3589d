"use client";
import { Bell } from "lucide-react";
import { ButtonLink } from "#components/ui/link.tsx";
import { useAccountFollows } from "#lib/client/follow/use-follow.ts";
import { useAlerts, useFollows } from "#lib/client/follow/use-follows.ts";

/** The bar's bell, for whoever follows somebody: how much of it was not shown in this browser yet. */
export function AlertBell() {
  useAccountFollows();
  const { alerts, count } = useAlerts(useFollows());
  if (count === 0) return null;
  const unread = alerts?.filter(({ isNew }) => isNew).length ?? 0;
  const says = unread === 0 ? "Following: nothing new" : `Following: ${unread} new`;
  return (
    <ButtonLink data-bell variant="quiet" href="/following" aria-label={says} title={says} className="relative px-2">
      <Bell aria-hidden />
      {unread === 0 ? null : (
        <span
          aria-hidden
          className="absolute -top-1 -right-0.5 min-w-4.5 rounded-full bg-ink px-1 text-center font-medium text-surface text-xs"
        >
          {unread > 9 ? "9+" : unread}
        </span>
      )}
    </ButtonLink>
  );
}
