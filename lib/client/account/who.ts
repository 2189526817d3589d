/** Whose session this browser has. A file of its own: every page asks, and few need what goes with an account. */
import { queryOptions } from "@tanstack/react-query";
import type { WhoAmI } from "#lib/contract/accounts.ts";
import { requestJson } from "../request-json.ts";

export const whoAmIQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async () => (await requestJson<WhoAmI>("/api/v1/session")).data,
});
