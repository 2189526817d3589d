/** Cases against an operator's own providers, as the public API tells them. */
import { queryOptions } from "@tanstack/react-query";
import type { CaseSummaryView } from "#lib/contract/cases.ts";
import type { AnswerOf } from "#lib/contract/endpoints.ts";
import { requestJson } from "../request-json.ts";

/** The most that one page of the API holds. */
const OPEN_LIMIT = 200;
const SHOWN = 50;

export type OwnCases = { readonly cases: readonly CaseSummaryView[]; readonly isCut: boolean };

/** The newest against one provider, under this or under a key that it has published since. */
export const ownCasesQuery = (providerId: string) =>
  queryOptions({
    queryKey: ["cases", providerId],
    queryFn: async (): Promise<OwnCases> => readCases({ provider: providerId, limit: String(SHOWN) }),
  });

/** In which something can still be said or decided: reports that do not hold, however many, push none of them out. */
export const openCasesQuery = (providerId: string) =>
  queryOptions({
    queryKey: ["cases", providerId, "open"],
    queryFn: async () => (await readCases({ provider: providerId, open: "1", limit: String(OPEN_LIMIT) })).cases,
  });

async function readCases(query: Readonly<Record<string, string>>): Promise<OwnCases> {
  const { data } = await requestJson<AnswerOf<"listCases", 200>>(`/api/v1/cases?${new URLSearchParams(query)}`);
  return { cases: data.data, isCut: data.page.next_cursor !== null };
}
