/** The account's webhooks, with what may be done to them. */
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { WebhooksAnswer } from "#lib/contract/follows.ts";
import { requestJson } from "../request-json.ts";

/** A test is sent within seconds: whoever looks on sees what came of it. */
const LOOK_EVERY_MS = 3_000;

const isWaiting = (answer: WebhooksAnswer | undefined) =>
  answer?.data.some(({ deliveries }) => deliveries.some(({ kind, state }) => kind === "test" && state === "pending"));

const webhooksQuery = queryOptions({
  queryKey: ["webhooks"],
  queryFn: async () => (await requestJson<WebhooksAnswer>("/api/v1/webhooks")).data,
  refetchInterval: ({ state }) => (isWaiting(state.data) ? LOOK_EVERY_MS : false),
});

export function useWebhooks() {
  const client = useQueryClient();
  const list = useQuery(webhooksQuery);
  const reload = () => client.invalidateQueries({ queryKey: webhooksQuery.queryKey });
  const add = useMutation({
    mutationFn: async (url: string) => await requestJson("/api/v1/webhooks", { method: "POST", body: { url } }),
    onSuccess: reload,
  });
  /** A change of one, by its path below `/api/v1/webhooks/`. */
  const change = useMutation({
    mutationFn: async ({ path, method }: { path: string; method: "POST" | "DELETE" }) =>
      await requestJson(`/api/v1/webhooks/${path}`, { method }),
    onSuccess: reload,
  });
  return { list, add, change };
}
