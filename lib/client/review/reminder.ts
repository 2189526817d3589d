import { queryOptions } from "@tanstack/react-query";
import type { QueueItem } from "#lib/contract/review.ts";
import { MINUTE_MS } from "#lib/kernel/instant.ts";
import { requestJson } from "../request-json.ts";

/** What is due first among the own seats, asked again while a page stays open. */
export const reminderQuery = queryOptions({
  queryKey: ["review", "queue", "reminder"],
  queryFn: async () =>
    (await requestJson<{ data: readonly QueueItem[] }>("/api/v1/review/queue?filter=mine&limit=5&blind=1")).data.data,
  refetchInterval: 5 * MINUTE_MS,
});
