/** Participants, and the keys they sign with. */
import { z } from "zod";
import {
  aggregateQuery,
  didSchema,
  listOf,
  listQuery,
  provenOneOf,
  providerIdSchema,
  thumbprintSchema,
} from "../common.ts";
import { type Endpoint, json, PINNED } from "../endpoint.ts";
import { participantSchema, signingKeySchema } from "../entries.ts";
import { proposalSchema } from "../keys.ts";

export const PARTICIPANT_ENDPOINTS = {
  listParticipants: {
    id: "listParticipants",
    method: "get",
    path: "/api/v1/participants",
    summary: "Registered participants",
    tag: "providers",
    access: "public",
    query: z.object(listQuery),
    answers: { 200: json("A page of participants.", listOf(participantSchema)) },
    problems: PINNED,
  },
  getParticipant: {
    id: "getParticipant",
    method: "get",
    path: "/api/v1/participants/{did}",
    summary: "One participant",
    tag: "providers",
    access: "public",
    params: z.object({ did: didSchema }),
    query: z.object(aggregateQuery),
    answers: { 200: json("The participant.", provenOneOf(participantSchema)) },
    problems: PINNED,
  },
  getKey: {
    id: "getKey",
    method: "get",
    path: "/api/v1/keys/{thumbprint}",
    summary: "One signing key",
    tag: "providers",
    access: "public",
    params: z.object({ thumbprint: thumbprintSchema }),
    query: z.object(aggregateQuery),
    answers: { 200: json("The key.", provenOneOf(signingKeySchema)) },
    problems: PINNED,
  },
  listProposals: {
    id: "listProposals",
    method: "get",
    path: "/api/v1/proposals",
    summary: "Acts that need the signatures of several keys",
    tag: "providers",
    access: "public",
    query: z.object({
      ...listQuery,
      of: z
        .union([didSchema, z.literal("index-admins")])
        .optional()
        .meta({ description: "Only those that this participant, or the index's admins, must agree to." }),
      issuer: didSchema.optional().meta({ description: "Only those that this participant proposed." }),
      about: providerIdSchema.optional().meta({ description: "Only those about this provider." }),
      state: z
        .enum(["open", "carried", "lapsed"])
        .optional()
        .meta({ description: "As recorded: an open one past `lapsesAt` has lapsed." }),
    }),
    answers: { 200: json("A page of proposals.", listOf(proposalSchema)) },
    problems: PINNED,
  },
} as const satisfies Record<string, Endpoint>;
