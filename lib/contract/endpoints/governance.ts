/** Who governs the index, and by which rules: administrators, maintainers, the policy. */
import { z } from "zod";
import { aggregateQuery, asOfQuery, didSchema, listOf, listQuery, oneOf, provenOneOf } from "../common.ts";
import { type Endpoint, json, PINNED } from "../endpoint.ts";
import { adminsSchema, maintainerSchema, maintainerWithDrawsSchema, policyViewSchema } from "../governance.ts";

export const GOVERNANCE_ENDPOINTS = {
  getAdmins: {
    id: "getAdmins",
    method: "get",
    path: "/api/v1/admins",
    summary:
      "Who administers the index, and how many of them must agree; the proof is of the index itself, keys and all",
    tag: "service",
    access: "public",
    query: z.object(aggregateQuery),
    answers: { 200: json("The administrators.", provenOneOf(adminsSchema)) },
    problems: PINNED,
  },
  listMaintainers: {
    id: "listMaintainers",
    method: "get",
    path: "/api/v1/maintainers",
    summary: "Who decides the cases that machines cannot, and who did",
    tag: "cases",
    access: "public",
    query: z.object(listQuery),
    answers: {
      200: json("A page of maintainers, removed ones among them, in the order of DIDs.", listOf(maintainerSchema)),
    },
    problems: PINNED,
  },
  getMaintainer: {
    id: "getMaintainer",
    method: "get",
    path: "/api/v1/maintainers/{did}",
    summary: "One maintainer: its interests, for which cases it was drawn, and what became of its seats",
    tag: "cases",
    access: "public",
    params: z.object({ did: didSchema }),
    query: z.object(aggregateQuery),
    answers: { 200: json("The maintainer.", provenOneOf(maintainerWithDrawsSchema)) },
    problems: PINNED,
  },
  getPolicy: {
    id: "getPolicy",
    method: "get",
    path: "/api/v1/policy",
    summary: "The policy in force, the one that is announced with the day from which it can hold, and those before",
    tag: "service",
    access: "public",
    query: z.object(asOfQuery),
    answers: { 200: json("The policy.", oneOf(policyViewSchema)) },
    problems: PINNED,
  },
} as const satisfies Record<string, Endpoint>;
