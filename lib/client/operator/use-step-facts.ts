/** What the steps of a provider depend on beside its form, as the public API tells it. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { AnswerOf } from "#lib/contract/endpoints.ts";
import type { StepFacts } from "#lib/disclosure/steps.ts";
import { isDisclosureName } from "#lib/statement/disclosures/all.ts";
import { requestJson } from "../request-json.ts";

export const stepFactsQuery = (providerId: string) =>
  queryOptions({
    queryKey: ["step-facts", providerId],
    queryFn: async (): Promise<StepFacts> => {
      const { data } = await requestJson<AnswerOf<"getProviderSteps", 200>>(`/api/v1/providers/${providerId}/steps`);
      const { has_response_key, gaps, outages } = data.data.facts;
      return { hasResponseKey: has_response_key, gaps: gaps.filter(isDisclosureName), outages };
    },
  });

/** `facts` undefined: not read yet, or `isFailed`. */
export function useStepFacts(providerId: string) {
  const { data, isError, refetch } = useQuery(stepFactsQuery(providerId));
  return { facts: data, isFailed: isError && data === undefined, retry: () => void refetch() };
}
