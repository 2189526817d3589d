/** What became of a report, asked of the index again until a machine has judged it. */
import { queryOptions } from "@tanstack/react-query";
import type { CaseView } from "#lib/contract/cases.ts";
import { SECOND_MS } from "#lib/kernel/instant.ts";
import { findJson } from "../request-json.ts";

const SOON_MS = 1_500;
const LATER_MS = 15_000;
/** So often soon: about two minutes, in which a machine decides. */
const SOON_TIMES = 80;

/** Null while the index has not read the report yet. */
export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ["case", id],
    queryFn: async () => (await findJson<{ data: CaseView }>(`/api/v1/cases/${id}`))?.data ?? null,
    refetchInterval: ({ state }) => {
      if (state.data?.verdict != null) return false;
      return state.dataUpdateCount < SOON_TIMES ? SOON_MS : LATER_MS;
    },
    staleTime: SECOND_MS,
  });
