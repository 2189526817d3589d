/** Proven providers that a name can be taken for, as the index compares names: one rule for whoever asks. */
import { queryOptions } from "@tanstack/react-query";
import type { LookAlike } from "#lib/contract/observations.ts";
import { MINUTE_MS } from "#lib/kernel/instant.ts";
import { requestJson } from "../request-json.ts";

/** `except`: the provider whose name it is. */
export const lookAlikesQuery = (name: string, except?: string) =>
  queryOptions({
    queryKey: ["look-alikes", name, except],
    queryFn: async () => {
      const query = new URLSearchParams({ name, ...(except === undefined ? {} : { except }) });
      return (await requestJson<{ data: readonly LookAlike[] }>(`/api/v1/look-alikes?${query}`)).data.data;
    },
    staleTime: MINUTE_MS,
  });
