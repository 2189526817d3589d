/** The questions before paying, answered with a signature: two answers that differ are evidence against the index. */
import { z } from "zod";
import { asOfQuery, providerIdSchema } from "../common.ts";
import { type Endpoint, json, PINNED, READ } from "../endpoint.ts";
import { signedAnswerSchema } from "../signed-answers.ts";
import { MARKET_ENDPOINTS } from "./market.ts";
import { MARKS_ENDPOINTS } from "./marks.ts";
import { PROVIDER_ENDPOINTS } from "./providers.ts";

const answers = { 200: json("The signed answer.", signedAnswerSchema) };
const problems = [...PINNED, "too-large"] as const;
const RATED = [...problems, "no-model"] as const;

export const SIGNED_ENDPOINTS = {
  listSignedProviders: {
    id: "listSignedProviders",
    method: "get",
    path: "/api/v1/signed/providers",
    summary: "Registered providers with their marks, signed",
    tag: "providers",
    access: "public",
    query: PROVIDER_ENDPOINTS.listProviders.query,
    answers,
    problems,
  },
  getSignedProvider: {
    id: "getSignedProvider",
    method: "get",
    path: "/api/v1/signed/providers/{id}",
    summary: "One provider with its marks, signed",
    tag: "providers",
    access: "public",
    params: z.object({ id: providerIdSchema }),
    query: z.object(asOfQuery),
    answers,
    problems,
  },
  getSignedMarks: {
    id: "getSignedMarks",
    method: "get",
    path: "/api/v1/signed/providers/{id}/marks",
    summary: "The marks of a provider, and what each fact gave or took, signed",
    tag: "providers",
    access: "public",
    params: z.object({ id: providerIdSchema }),
    query: MARKS_ENDPOINTS.getMarks.query.omit({ proof: true }),
    answers,
    problems: RATED,
  },
  getSignedMarksHistory: {
    id: "getSignedMarksHistory",
    method: "get",
    path: "/api/v1/signed/providers/{id}/marks/history",
    summary: "How a provider was rated day by day, signed",
    tag: "providers",
    access: "public",
    params: z.object({ id: providerIdSchema }),
    query: MARKS_ENDPOINTS.getMarksHistory.query,
    answers,
    problems: RATED,
  },
  getSignedWays: {
    id: "getSignedWays",
    method: "get",
    path: "/api/v1/signed/providers/{id}/marks/ways",
    summary: "What would make a provider's tier better, signed",
    tag: "providers",
    access: "public",
    params: z.object({ id: providerIdSchema }),
    answers,
    problems: RATED,
  },
  getSignedDisputes: {
    id: "getSignedDisputes",
    method: "get",
    path: "/api/v1/signed/providers/{id}/disputes",
    summary: "What reports against a provider came to, signed",
    tag: "providers",
    access: "public",
    params: z.object({ id: providerIdSchema }),
    answers,
    problems,
  },
  getSignedDirectory: {
    id: "getSignedDirectory",
    method: "get",
    path: "/api/v1/signed/directory",
    summary: "The table of providers, signed: page by page the whole directory",
    tag: "providers",
    access: "public",
    query: PROVIDER_ENDPOINTS.getDirectory.query,
    answers,
    problems: [...problems, "not-an-amount", "unknown-currency"],
  },
  getSignedDirectoryFile: {
    id: "getSignedDirectoryFile",
    method: "get",
    path: "/api/v1/signed/directory/file",
    summary: "The whole table as one file under one signature: the signed digest, then a line for each provider",
    tag: "providers",
    access: "public",
    answers: {
      200: {
        description: "A signed answer to `/api/v1/directory/digest`, then its lines, sent in pieces.",
        type: "application/x-ndjson",
        schema: z.string(),
      },
    },
    problems: READ,
  },
  listSignedOffers: {
    id: "listSignedOffers",
    method: "get",
    path: "/api/v1/signed/offers",
    summary: "What is offered where, at which price and risk, signed",
    tag: "providers",
    access: "public",
    query: MARKET_ENDPOINTS.listOffers.query,
    answers,
    problems,
  },
  getSignedRecommendation: {
    id: "getSignedRecommendation",
    method: "get",
    path: "/api/v1/signed/recommendations",
    summary: "Whom this index names to an agent, and all that it chose among, signed",
    tag: "providers",
    access: "public",
    query: MARKET_ENDPOINTS.getRecommendation.query,
    answers,
    problems: [...problems, "not-an-amount"],
  },
  signedPayCheck: {
    id: "signedPayCheck",
    method: "get",
    path: "/api/v1/signed/paycheck",
    summary: "Before you pay, signed",
    tag: "providers",
    access: "public",
    query: MARKET_ENDPOINTS.payCheck.query,
    answers,
    problems: [...problems, "not-an-amount", "unknown-currency", "no-model"],
  },
} as const satisfies Record<string, Endpoint>;
