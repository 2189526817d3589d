/** What the pages of administrators ask the public API, as query options. */
import { queryOptions } from "@tanstack/react-query";
import type { AnswerOf } from "#lib/contract/endpoints.ts";
import type { MaintainerView, PolicyView } from "#lib/contract/governance.ts";
import type { ModelsView } from "#lib/contract/models.ts";
import { findJson, requestJson } from "../request-json.ts";

export const adminsQuery = queryOptions({
  queryKey: ["admins"],
  queryFn: async () => (await requestJson<AnswerOf<"getAdmins", 200>>("/api/v1/admins")).data.data,
});

export const modelsQuery = queryOptions({
  queryKey: ["models"],
  queryFn: async () => (await requestJson<{ data: ModelsView }>("/api/v1/model")).data.data,
});

export const policyQuery = queryOptions({
  queryKey: ["policy"],
  queryFn: async () => (await requestJson<{ data: PolicyView }>("/api/v1/policy")).data.data,
});

/** Of a page: an index has few, and whoever was removed stays among them. */
export const maintainersQuery = queryOptions({
  queryKey: ["maintainers"],
  queryFn: async () =>
    (await requestJson<{ data: readonly MaintainerView[] }>("/api/v1/maintainers?limit=200")).data.data,
});

/** Null: never appointed. */
export const maintainerQuery = (did: string) =>
  queryOptions({
    queryKey: ["maintainers", did],
    queryFn: async () =>
      (await findJson<{ data: MaintainerView }>(`/api/v1/maintainers/${encodeURIComponent(did)}`))?.data ?? null,
  });

export type WaitingProposal = AnswerOf<"listProposals", 200>["data"][number];

/** What administrators proposed and others of them must sign, lapsed ones until their end is recorded among them. */
export const adminProposalsQuery = queryOptions({
  queryKey: ["proposals", "index-admins"],
  queryFn: async (): Promise<readonly WaitingProposal[]> => {
    const query = new URLSearchParams({ of: "index-admins", state: "open", limit: "200" });
    return (await requestJson<AnswerOf<"listProposals", 200>>(`/api/v1/proposals?${query}`)).data.data;
  },
});
