/** The index's looks at an own provider: read, and asked for. */
import { queryOptions } from "@tanstack/react-query";
import type { ProviderChecks } from "#lib/contract/observations.ts";
import { requestJson } from "../request-json.ts";

/** While a look was asked for it is followed; it takes at most as long as the slowest answer. */
const FOLLOW_MS = 2_000;

export const checksQuery = (id: string) =>
  queryOptions({
    queryKey: ["checks", id],
    queryFn: async () => (await requestJson<ProviderChecks>(`/api/v1/providers/${id}/checks`)).data,
    refetchInterval: ({ state }) => (state.data?.asked ? FOLLOW_MS : false),
  });

/** Errors: ApiProblem, `rate-limited` within a minute of the last look. */
export async function askForChecks(id: string): Promise<ProviderChecks> {
  return (await requestJson<ProviderChecks>(`/api/v1/providers/${id}/checks`, { method: "POST" })).data;
}
