/** Providers, which a participant runs. */
import { z } from "zod";
import { aggregateQuery, didSchema, listOf, listQuery, provenOneOf, providerIdSchema } from "../common.ts";
import { type Endpoint, json, PINNED } from "../endpoint.ts";
import { providerSchema } from "../entries.ts";

export const PROVIDER_ENDPOINTS = {
  listProviders: {
    id: "listProviders",
    method: "get",
    path: "/api/v1/providers",
    summary: "Registered providers",
    tag: "providers",
    access: "public",
    query: z.object({
      ...listQuery,
      operator: didSchema.optional().meta({ description: "Only the providers of this participant." }),
    }),
    answers: { 200: json("A page of providers.", listOf(providerSchema)) },
    problems: PINNED,
  },
  getProvider: {
    id: "getProvider",
    method: "get",
    path: "/api/v1/providers/{id}",
    summary: "One provider",
    tag: "providers",
    access: "public",
    params: z.object({ id: providerIdSchema }),
    query: z.object(aggregateQuery),
    answers: { 200: json("The provider.", provenOneOf(providerSchema)) },
    problems: PINNED,
  },
} as const satisfies Record<string, Endpoint>;
