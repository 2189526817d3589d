/** Cases: what was reported, what the evidence showed, and the evidence itself. Reports are filed as statements. */
import { z } from "zod";
import { CLAIM_NAMES } from "#lib/statement/evidence-bodies.ts";
import {
  caseSchema,
  caseStateSchema,
  caseSummarySchema,
  faultSchema,
  figuresSchema,
  suspicionSchema,
  unclaimedSchema,
} from "../cases.ts";
import {
  aggregateQuery,
  asOfQuery,
  caseIdSchema,
  checkpointed,
  definitionIdSchema,
  didSchema,
  hashSchema,
  listOf,
  listQuery,
  oneOf,
  provenOneOf,
  providerIdSchema,
} from "../common.ts";
import { drawSchema } from "../dispute.ts";
import { disputesSchema } from "../dispute-behaviour.ts";
import { bytes, type Endpoint, json, PINNED, READ } from "../endpoint.ts";

const tag = "cases";

export const CASE_ENDPOINTS = {
  listCases: {
    id: "listCases",
    method: "get",
    path: "/api/v1/cases",
    summary: "Cases, newest first",
    tag,
    access: "public",
    query: z.object({
      ...listQuery,
      provider: providerIdSchema.optional().meta({
        description: "Only those against this provider, or against a key that it has published since.",
      }),
      state: caseStateSchema.optional(),
      open: z.literal("1").optional().meta({
        description:
          "`1`: only those in which something can still be said or decided, those that were ruled and not final included.",
      }),
      claim: z.enum(CLAIM_NAMES).optional(),
      definition: hashSchema.optional().meta({ description: "Only those judged under this definition." }),
      reporter: didSchema.optional(),
    }),
    answers: { 200: json("A page of cases.", listOf(caseSummarySchema)) },
    problems: PINNED,
  },
  getCase: {
    id: "getCase",
    method: "get",
    path: "/api/v1/cases/{id}",
    summary: "One case: the report, the verdict with its checks, what joined it",
    tag,
    access: "public",
    params: z.object({ id: caseIdSchema }),
    query: z.object(aggregateQuery),
    answers: { 200: json("The case.", provenOneOf(caseSchema)) },
    problems: PINNED,
  },
  getCaseBundle: {
    id: "getCaseBundle",
    method: "get",
    path: "/api/v1/cases/{id}/bundle",
    summary: "The evidence as it was filed, as a download",
    tag,
    access: "public",
    params: z.object({ id: caseIdSchema }),
    answers: {
      200: bytes(
        "The bundle, byte for byte: a .evidence.json whose hash the report commits to. The nonce of the commitment is in the header Touchstone-Part-Nonce.",
      ),
    },
    problems: PINNED,
  },
  getWholeCase: {
    id: "getWholeCase",
    method: "get",
    path: "/api/v1/cases/{id}/file",
    summary: "The whole case as one file, to keep or to hand over to another index",
    tag,
    access: "public",
    params: z.object({ id: caseIdSchema }),
    answers: {
      200: bytes(
        "A .whole-case.json, canonical JSON of the form touchstone/whole-case/1: every entry about the case with its receipt, every public part, and how the case stood under the newest state root. It verifies offline.",
      ),
    },
    problems: PINNED,
  },
  getDraw: {
    id: "getDraw",
    method: "get",
    path: "/api/v1/cases/{id}/draw",
    summary: "Everything that the draws of a case took in, to draw again",
    tag,
    access: "public",
    params: z.object({ id: caseIdSchema }),
    query: z.object(asOfQuery),
    answers: { 200: json("The inputs and what came of them.", oneOf(drawSchema)) },
    problems: PINNED,
  },
  getFault: {
    id: "getFault",
    method: "get",
    path: "/api/v1/faults/{fault_id}",
    summary: "Which case stands for a fault, null for none",
    tag,
    access: "public",
    params: z.object({ fault_id: hashSchema }),
    query: z.object(asOfQuery),
    answers: { 200: json("The fault.", oneOf(faultSchema)) },
    problems: PINNED,
  },
  getSuspicion: {
    id: "getSuspicion",
    method: "get",
    path: "/api/v1/definitions/{definition}/suspicion",
    summary: "How many providers are accused under a definition",
    tag,
    access: "public",
    params: z.object({
      definition: z.union([hashSchema, definitionIdSchema]).meta({
        description: "The hash of a version, or the id of a definition for its newest version.",
      }),
    }),
    query: z.object({
      ...asOfQuery,
      provider: providerIdSchema.optional().meta({ description: "Not counted: the provider of the case in question." }),
    }),
    answers: { 200: json("The count.", oneOf(suspicionSchema)) },
    problems: PINNED,
  },
  listUnclaimedProviders: {
    id: "listUnclaimedProviders",
    method: "get",
    path: "/api/v1/unclaimed-providers",
    summary: "Providers that are known by their key alone, claimed since or not",
    tag,
    access: "public",
    query: z.object(listQuery),
    answers: { 200: json("A page, in the order of their ids.", listOf(unclaimedSchema)) },
    problems: PINNED,
  },
  getUnclaimedProvider: {
    id: "getUnclaimedProvider",
    method: "get",
    path: "/api/v1/unclaimed-providers/{id}",
    summary: "One provider that is known by its key alone",
    tag,
    access: "public",
    params: z.object({ id: providerIdSchema }),
    query: z.object(aggregateQuery),
    answers: { 200: json("The profile.", provenOneOf(unclaimedSchema)) },
    problems: PINNED,
  },
  getEvidenceFigures: {
    id: "getEvidenceFigures",
    method: "get",
    path: "/api/v1/evidence/figures",
    summary: "Reports and verdicts, counted",
    tag,
    access: "public",
    query: z.object(asOfQuery),
    answers: { 200: json("The figures.", oneOf(figuresSchema)) },
    problems: PINNED,
  },
  getDisputes: {
    id: "getDisputes",
    method: "get",
    path: "/api/v1/providers/{id}/disputes",
    summary: "How reports against a provider went within twelve months, and the deadlines that it took on",
    tag: "cases",
    access: "public",
    params: z.object({ id: providerIdSchema }),
    answers: { 200: json("The counts.", checkpointed(oneOf(disputesSchema))) },
    problems: READ,
  },
} as const satisfies Record<string, Endpoint>;
