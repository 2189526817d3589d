/** The price lists of a provider, read entry by entry from the public API. */
import { queryOptions } from "@tanstack/react-query";
import type { EntrySummary, EntryView } from "#lib/contract/entries.ts";
import { publishedLists } from "#lib/contract/published-lists.ts";
import type { PriceVersion } from "#lib/disclosure/price-history.ts";
import { requestJson } from "../request-json.ts";

const MAX_VERSIONS = 24;

export type PriceVersions = { readonly versions: readonly PriceVersion[]; readonly isCut: boolean };

/** The newest 24 effective lists. `newest`: entry of the last one, so that a new list is read anew; undefined: none. */
export const priceVersionsQuery = (provider: string, newest: number | undefined) =>
  queryOptions({
    queryKey: ["price-versions", provider, newest ?? null],
    queryFn: async (): Promise<PriceVersions> => {
      if (newest === undefined) return { versions: [], isCut: false };
      const query = new URLSearchParams({ subject: provider, kind: "disclosure.fees", limit: String(MAX_VERSIONS) });
      const { data: page } = await requestJson<{
        data: readonly EntrySummary[];
        page: { next_cursor: string | null };
      }>(`/api/v1/entries?${query}`);
      const read = async (index: number) =>
        (await requestJson<{ data: EntryView }>(`/api/v1/entries/${index}`)).data.data;
      return { versions: await publishedLists(page.data, read), isCut: page.page.next_cursor !== null };
    },
  });
