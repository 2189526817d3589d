"use client";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { ButtonLink } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { writeFollows } from "#lib/client/follow/follow-store.ts";
import { type Told, useAlerts, useFollows } from "#lib/client/follow/use-follows.ts";
import { useNow } from "#lib/client/use-now.ts";
import { AlertList } from "./alert-list.tsx";
import { FeedList } from "./feed-list.tsx";

// Both ask who is signed in, and that code comes after the first paint.
const FollowedList = dynamic(() => import("./followed-list.tsx").then((module) => module.FollowedList), { ssr: false });
const WebhooksPanel = dynamic(() => import("./webhooks-panel.tsx").then((module) => module.WebhooksPanel), {
  ssr: false,
});

/** What happened to the providers that are followed here, whom that is, and how else to be told. */
export function FollowingPage() {
  const follows = useFollows();
  const { alerts, count, isError, retry } = useAlerts(follows);
  const now = useNow();
  const shown = useShown(alerts);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-12">
      <div className="min-w-0 lg:col-span-8">
        <Panel id="alerts" title="What happened">
          {count === 0 ? (
            <EmptyState
              title="You follow nobody yet"
              action={<ButtonLink href="/providers">Choose among the providers</ButtonLink>}
            >
              Press Follow on a provider’s page. It needs no account: the list stays in this browser.
            </EmptyState>
          ) : isError ? (
            <ErrorState title="Alerts cannot be read now" onRetry={retry} />
          ) : shown === undefined ? (
            <SkeletonText lines={4} label="Loading what happened" />
          ) : shown.length === 0 ? (
            <EmptyState title="Nothing has happened">
              None of those whom you follow closed, fell silent or was proven to have lied. That says nothing of
              tomorrow.
            </EmptyState>
          ) : (
            <AlertList alerts={shown} now={now} />
          )}
        </Panel>
      </div>
      <div className="flex min-w-0 flex-col gap-4 lg:col-span-4">
        <FollowedList />
        <FeedList follows={follows} />
        <WebhooksPanel />
      </div>
    </div>
  );
}

/** What is looked at counts as seen, and stays marked as new for as long as the page is open. */
function useShown(alerts: readonly Told[] | undefined): Told[] | undefined {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const newest = alerts?.filter(({ isNew }) => isNew);
  const ids = newest?.map(({ id }) => id).join("\n") ?? "";
  const entry = Math.max(-1, ...(newest?.map((alert) => alert.entry) ?? []));
  useEffect(() => {
    if (ids === "") return;
    setFresh((known) => new Set([...known, ...ids.split("\n")]));
    writeFollows({ seen: entry });
  }, [ids, entry]);
  return alerts?.map((alert) => ({ ...alert, isNew: alert.isNew || fresh.has(alert.id) }));
}
