/** The marks of an operator's own provider, in short, as everybody reads them. */
import { queryOptions } from "@tanstack/react-query";
import type { MarkSummary } from "#lib/contract/marks.ts";
import { requestJson } from "../request-json.ts";

/** Null where nothing is rated. */
export const ownMarksQuery = (providerId: string) =>
  queryOptions({
    queryKey: ["own-marks", providerId],
    queryFn: async (): Promise<MarkSummary | null> => {
      const path = `/api/v1/providers/${providerId}`;
      return (await requestJson<{ data: { marks: MarkSummary | null } }>(path)).data.data.marks;
    },
  });
