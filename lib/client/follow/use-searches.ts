/** Searches that the account follows by its webhooks. */
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { SearchView } from "#lib/contract/follows.ts";
import { requestJson } from "../request-json.ts";

const PATH = "/api/v1/followed-searches";

type List = { readonly data: SearchView[] };

const searchesQuery = queryOptions({
  queryKey: ["followed-searches"],
  queryFn: async () => (await requestJson<List>(PATH)).data.data,
});

export function useSearches() {
  const client = useQueryClient();
  const list = useQuery(searchesQuery);
  const keep = ({ data }: { data: List }) => client.setQueryData(searchesQuery.queryKey, data.data);
  const follow = useMutation({
    mutationFn: (search: string) => requestJson<List>(PATH, { method: "POST", body: { search } }),
    onSuccess: keep,
  });
  const stop = useMutation({
    mutationFn: (id: string) => requestJson<List>(`${PATH}/${id}`, { method: "DELETE" }),
    onSuccess: keep,
  });
  return { list: list.data, follow, stop };
}
