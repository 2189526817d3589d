/** Followed providers and what happened to them, for pages and the bar. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import type { AlertView } from "#lib/contract/alerts.ts";
import { requestJson } from "../request-json.ts";
import { type Follows, followed, NO_FOLLOWS, onFollowsChange, readFollows } from "./follow-store.ts";

const ASK_EVERY_MS = 60_000;

export function useFollows(): Follows {
  return useSyncExternalStore(onFollowsChange, readFollows, () => NO_FOLLOWS);
}

type Page = { readonly data: AlertView[] };

const alertsQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ["alerts", ids.join(",")],
    queryFn: async () => (await requestJson<Page>(`/api/v1/alerts?provider=${ids.join(",")}`)).data.data,
    enabled: ids.length > 0,
    refetchInterval: ASK_EVERY_MS,
    staleTime: ASK_EVERY_MS / 2,
  });

export type Told = AlertView & { readonly isNew: boolean };

/** Of the followed providers, newest first; `isNew`: since it is followed, and not shown in this browser yet. */
export function useAlerts(follows: Follows) {
  const all = followed(follows);
  const since = new Map(all);
  const query = useQuery(alertsQuery(all.map(([id]) => id).sort()));
  const alerts: Told[] | undefined = query.data?.map((alert) => ({
    ...alert,
    isNew: alert.entry > follows.seen && alert.logged_at >= (since.get(alert.provider) ?? ""),
  }));
  return { alerts, count: all.length, isError: query.isError, retry: () => void query.refetch() };
}
