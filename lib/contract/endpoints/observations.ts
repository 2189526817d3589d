/** What the index saw of a provider by itself. */
import { z } from "zod";
import { asOfQuery, oneOf, providerIdSchema } from "../common.ts";
import { type Endpoint, json, PINNED, PRIVATE, READ } from "../endpoint.ts";
import { lookAlikeSchema, providerChecksSchema, providerObservationsSchema } from "../observations.ts";

const params = z.object({ id: providerIdSchema });

export const OBSERVATION_ENDPOINTS = {
  getObservations: {
    id: "getObservations",
    method: "get",
    path: "/api/v1/providers/{id}/observations",
    summary: "What this index saw of the provider, and what follows from it",
    tag: "providers",
    access: "public",
    params,
    query: z.object(asOfQuery),
    answers: { 200: json("The newest observation of each type.", oneOf(providerObservationsSchema)) },
    problems: PINNED,
  },
  getLookAlikes: {
    id: "getLookAlikes",
    method: "get",
    path: "/api/v1/look-alikes",
    summary: "Proven providers that a name can be taken for, at most five: before it is registered, or met elsewhere",
    tag: "providers",
    access: "public",
    query: z.object({
      name: z.string().min(1).max(80, { abort: true }),
      except: providerIdSchema.optional().meta({ description: "The provider whose name it is." }),
    }),
    answers: {
      200: json("The look-alikes; proofs of the last minute may be missing.", oneOf(z.array(lookAlikeSchema))),
    },
    problems: READ,
  },
  getChecks: {
    id: "getChecks",
    method: "get",
    path: "/api/v1/providers/{id}/checks",
    summary: "The last looks at the own provider, recorded or not",
    tag: "account",
    access: "session",
    params,
    answers: { 200: json("The looks.", providerChecksSchema) },
    problems: [...PRIVATE, "not-found", "no-authority"],
  },
  requestChecks: {
    id: "requestChecks",
    method: "post",
    path: "/api/v1/providers/{id}/checks",
    summary: "Ask the index to look at the own provider now, at most once a minute",
    tag: "account",
    access: "session",
    params,
    answers: { 202: json("The index will look.", providerChecksSchema) },
    problems: [...PRIVATE, "not-found", "no-authority", "rate-limited"],
  },
} as const satisfies Record<string, Endpoint>;
