/** Providers, which a participant runs. */
import { z } from "zod";
import {
  aggregateQuery,
  asOfQuery,
  checkpointed,
  didSchema,
  listOf,
  listQuery,
  oneOf,
  pageSchema,
  provenOneOf,
  providerIdSchema,
} from "../common.ts";
import { directoryQuery, directorySchema } from "../directory.ts";
import { type Endpoint, json, PINNED, READ } from "../endpoint.ts";
import { ratedProviderSchema } from "../entries.ts";
import { keyDirectorySchema, keySetSchema } from "../keys.ts";
import { tiersQuery } from "../marks.ts";
import { providerStepsSchema } from "../steps.ts";

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
      kind: z.enum(["instance", "service"]).optional().meta({ description: "Only instances, or only services." }),
      tier: tiersQuery.optional().meta({ description: "Only of these tiers, by commas: `A,B`." }),
    }),
    answers: { 200: json("A page of providers.", checkpointed(listOf(ratedProviderSchema))) },
    problems: PINNED,
  },
  getDirectory: {
    id: "getDirectory",
    method: "get",
    path: "/api/v1/directory",
    summary: "All providers as one table: sorted, filtered and cut into pages by the index",
    tag: "providers",
    access: "public",
    query: directoryQuery,
    answers: { 200: json("A page.", checkpointed(oneOf(directorySchema)).extend({ page: pageSchema })) },
    problems: [...PINNED, "not-an-amount", "unknown-currency"],
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
    answers: { 200: json("The provider.", checkpointed(provenOneOf(ratedProviderSchema))) },
    problems: PINNED,
  },
  getProviderSteps: {
    id: "getProviderSteps",
    method: "get",
    path: "/api/v1/providers/{id}/steps",
    summary: "The transparency steps of a provider: what it shows, what is missing, with reasons and costs",
    tag: "providers",
    access: "public",
    params: z.object({ id: providerIdSchema }),
    query: z.object(asOfQuery),
    answers: { 200: json("All four steps.", oneOf(providerStepsSchema)) },
    problems: PINNED,
  },
  getProviderKeys: {
    id: "getProviderKeys",
    method: "get",
    path: "/api/v1/providers/{id}/keys",
    summary: "The provider's signing keys: now, before, and what the log says of each",
    tag: "providers",
    access: "public",
    params: z.object({ id: providerIdSchema }),
    query: z.object(asOfQuery),
    answers: { 200: json("The key directory.", oneOf(keyDirectorySchema)) },
    problems: PINNED,
  },
  getKeySet: {
    id: "getKeySet",
    method: "get",
    path: "/.well-known/touchstone/{id}/jwks.json",
    summary: "The same as a JSON Web Key Set, at a path that stays",
    tag: "providers",
    access: "public",
    params: z.object({ id: providerIdSchema }),
    answers: {
      200: { description: "The key set.", type: "application/jwk-set+json", schema: keySetSchema },
    },
    problems: READ,
  },
} as const satisfies Record<string, Endpoint>;
