/** The address of the account that is signed in, with what may be done to it. */
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { EmailView } from "#lib/contract/email.ts";
import { requestJson } from "../request-json.ts";

const PATH = "/api/v1/email";
/** A link that is followed elsewhere is seen here. */
const LOOK_EVERY_MS = 5_000;

const emailQuery = queryOptions({
  queryKey: ["email"],
  queryFn: async () => (await requestJson<{ data: EmailView }>(PATH)).data.data,
  refetchInterval: ({ state }) => (state.data?.address?.state === "unconfirmed" ? LOOK_EVERY_MS : false),
});

export function useEmail() {
  const client = useQueryClient();
  const email = useQuery(emailQuery);
  const change = useMutation({
    /** Null: forget it. */
    mutationFn: async (address: string | null) => {
      const request =
        address === null ? ({ method: "DELETE" } as const) : ({ method: "PUT", body: { address } } as const);
      return (await requestJson<{ data: EmailView }>(PATH, request)).data.data;
    },
    onSuccess: (data) => client.setQueryData(emailQuery.queryKey, data),
  });
  return { email, change };
}
